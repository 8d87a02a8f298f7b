using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Liant.Modules.Ingestion.Batches;
using Liant.Modules.Ingestion.Documents;
using Liant.Modules.Ingestion.Review;
using Liant.Modules.Ingestion.Understanding;
using Microsoft.EntityFrameworkCore;

namespace Liant.Tests.World;

/// <summary>Documents that were read, whatever the pipeline makes of a text: the drafts are said here.</summary>
internal static class Readings
{
    /// <summary>A proposal whose passages are where its values stand in the text.</summary>
    public static Proposal Initiative(string text, string name, (string Code, string Name)? commune = null, string? form = null, int? founded = null, int? jobs = null, params string[] themes)
    {
        var evidence = new Dictionary<string, Passage>();
        void Support(string field, string? value)
        {
            if (value is not null && text.IndexOf(value, StringComparison.Ordinal) is >= 0 and var at)
            {
                evidence[field] = new Passage(at, value.Length);
            }
        }

        Support("name", name);
        Support("commune", commune?.Name);
        Support("foundedIn", founded?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return new Proposal(ProposalKind.Initiative, name)
        {
            Commune = commune is { } there ? new ReadCommune(there.Code, there.Name) : null, LegalForm = form, FoundedIn = founded, Jobs = jobs is { } count ? new Jobs(count) : null, Themes = themes, Evidence = evidence, Confidence = 0.9,
        };
    }

    /// <summary>A document of that text in a batch of its own, with these drafts.</summary>
    public static async Task<IReadOnlyList<Draft>> ReadAsync(this LiantHost host, string name, string text, params Proposal[] proposals)
    {
        var batch = ReadingBatch.Open(Guid.CreateVersion7(), "Lot " + name, "test", host.Now);
        var document = BatchDocument.Add(Guid.CreateVersion7(), batch.Id, 0, name + ".txt", null, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name + text))), host.Now);
        var drafts = document.Take(new DocumentRead(name, new OpenedDocument(new DocumentText(name, text, "Document " + name), "texte"), new Reading(name) { Proposals = proposals }, null), null, host.Now);
        await host.WithDbAsync(async db =>
        {
            db.AddRange(batch, document);
            db.AddRange(drafts);
            await db.SaveChangesAsync();
        });
        return drafts;
    }

    public static string Path(this Draft draft) => $"/bureau/lectures/fiches/{draft.Id:N}";

    public static Task<Draft> AgainAsync(this LiantHost host, Draft draft) => host.WithDbAsync(db => db.Set<Draft>().AsNoTracking().SingleAsync(one => one.Id == draft.Id));

    /// <summary>What the buttons of a draft's page do, with what stands in its form.</summary>
    public static async Task<HttpResponseMessage> DecideAsync(this HttpClient client, Draft draft, string handler, params (string Name, string? Value)[] changes)
    {
        var page = await client.GetPageAsync(draft.Path());
        return await client.SendDecisionAsync(draft, page, handler, changes);
    }

    public static async Task<HttpResponseMessage> SendDecisionAsync(this HttpClient client, Draft draft, AngleSharp.Html.Dom.IHtmlDocument page, string handler, params (string Name, string? Value)[] changes)
    {
        var form = (AngleSharp.Html.Dom.IHtmlFormElement)(page.QuerySelector("#fiche") ?? page.QuerySelector("main form[method=post]")!);
        var fields = Requests.FieldsOf(form).Where(field => !changes.Any(change => change.Name.Equals(field.Key, StringComparison.OrdinalIgnoreCase)))
            .Concat(changes.Where(change => change.Value is not null).Select(change => KeyValuePair.Create(change.Name, change.Value!)));
        return await client.PostAsync($"{draft.Path()}?handler={handler}", new FormUrlEncodedContent(fields));
    }

    public static async Task<HttpResponseMessage> SendDocumentsAsync(this HttpClient client, string batch, params (string Name, byte[] Content)[] documents)
    {
        var page = await client.GetPageAsync("/bureau/lectures");
        using var form = new MultipartFormDataContent { { new StringContent(page.ValueOf("jeton_formulaire")!), "jeton_formulaire" }, { new StringContent(batch), "nom" } };
        foreach (var (name, content) in documents)
        {
            var file = new ByteArrayContent(content);
            file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            form.Add(file, "documents", name);
        }

        return await client.PostAsync("/bureau/lectures", form);
    }

    /// <summary>The documents of a batch once none of them waits.</summary>
    public static async Task<IReadOnlyList<BatchDocument>> ReadToTheEndAsync(this LiantHost host, string path)
    {
        var id = Guid.ParseExact(path.Split('?')[0][^32..], "N");
        for (var i = 0; i < 600; i++)
        {
            var documents = await host.WithDbAsync(db => db.Set<BatchDocument>().AsNoTracking().Where(document => document.BatchId == id).OrderBy(document => document.Rank).ToListAsync());
            if (documents.TrueForAll(document => document.State is DocumentState.Read or DocumentState.Refused))
            {
                return documents;
            }

            await Task.Delay(100);
        }

        throw new TimeoutException("The batch was not read in a minute.");
    }
}
