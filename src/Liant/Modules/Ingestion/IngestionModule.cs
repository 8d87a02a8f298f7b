using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using Liant.Modules.Ingestion.Batches;
using Liant.Modules.Ingestion.Review;
using Liant.Modules.Ingestion.Understanding;
using Liant.Modules.Ingestion.Understanding.Models;
using Liant.Platform;
using Liant.Platform.Database;
using Liant.Platform.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Ingestion;

internal sealed class IngestionModule : LiantModule
{
    public override string Name => "ingestion";

    public override IEnumerable<Processing> Processings =>
    [
        new("Lecture de documents", "Tirer des fiches de documents envoyés, et savoir qui a accepté ou refusé chacune.",
            "Intérêt légitime : tenir un catalogue exact (RGPD, art. 6.1.f).", "Personnes de la rédaction ; personnes que nomme un document envoyé.", "Qui a envoyé et décidé, quand ; le document lui-même.", "La rédaction (animation d’un réseau, administration du site).",
            [
                new("reading", "Envoi d’un document", "jusqu’à ce que la personne efface son compte ; l’envoi reste, et n’est plus à personne", "retrouver d’où vient une fiche"),
                new("reading-decision", "Décision sur une fiche tirée d’un document", "jusqu’à ce que la personne efface son compte ; la décision reste, et n’est plus à personne", "retrouver qui a décidé"),
            ]),
    ];

    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton<LanguageModel>();
        services.AddSingleton<DocumentReader>();
        services.AddSingleton<DraftDesk>();
        services.AddSingleton<ReadingBell>();
        services.AddHostedService<ReadingWorker>();
    }

    public override IEnumerable<Command> Verbs(Func<Task<IServiceProvider>> services) => [ReadCommand.Create(services)];

    public override async IAsyncEnumerable<WaitingWork> WaitingAsync(LiantDb db, ClaimsPrincipal editor, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return new WaitingWork("Waiting.Drafts", await db.Set<Draft>().CountAsync(draft => draft.State == DraftState.Waiting, cancel), "/bureau/lectures", "file-text");
    }

    public override IAsyncEnumerable<KeptAbout> AboutAsync(LiantDb db, Someone person, CancellationToken cancel) => PersonInIngestion.AboutAsync(db, person, cancel);

    public override Task ForgetAsync(LiantDb db, Someone person, CancellationToken cancel) => PersonInIngestion.ForgetAsync(db, person, cancel);
}
