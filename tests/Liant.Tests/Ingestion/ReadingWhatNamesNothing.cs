using Liant.Modules.Ingestion.Documents;
using Liant.Modules.Ingestion.Understanding;
using Liant.Tests.World;

namespace Liant.Tests.Ingestion;

/// <summary>Capital letters that name no initiative, and names that do not look like one. The names are invented.</summary>
public sealed class ReadingWhatNamesNothing(SharedHost shared)
{
    private const string Body = "\n\nÀ Felletin (Creuse), la ressourcerie La Malle aux Vents emploie douze salariés. Elle répare des meubles.";

    [Theory]
    [InlineData("La Scic compte 74 sociétaires et emploie trois personnes à Felletin.")]
    [InlineData("Soutiens : commune, Région\n\nDes habitants ont ouvert un lieu.\n\nSoutiens : État, Département\n\nD’autres aussi.")]
    [InlineData("CHAMBOULIVE : LA COMMUNE ACHÈTE, LES HABITANTS GÈRENT\n\nQuand la supérette a fermé, le conseil n’a pas hésité.")]
    [InlineData("DANS L’ANCIENNE LINGERIE, UNE ÉPICERIE\n\nEn poussant la porte du fond, on tombe sur des étagères.")]
    [InlineData("SE LOGER\n\nDes habitants ont ouvert un lieu.")]
    [InlineData("Avec l’appel à projets « Vivre au bourg », la fondation soutient des initiatives.\n\nVivre au bourg : cinq coopérations à découvrir\n\nElles ouvrent.")]
    [InlineData("Le Courrier du Bocage\nFelletin\n\nOn rouvre une usine.")]
    [InlineData("France Active Normandie a garanti les emprunts de la coopérative. Elle emploie huit salariés.")]
    [InlineData("Fermée en 2008, l’ancienne manufacture Rivault a rouvert ses portes en 2018.")]
    [InlineData("Ensemble, les membres du pôle emploient 214 personnes.")]
    public void It_is_no_initiative(string text) => Assert.Equal(["La Malle aux Vents"], Told(text + Body).Where(p => p.Kind == ProposalKind.Initiative).Select(p => p.Name));

    [Theory]
    [InlineData("La Clé de douze\nFelletin, Creuse (23)\nPorteur : association Route Vive\nCe garage solidaire répare à prix coûtant.", "La Clé de douze")]
    [InlineData("Retour en rayon : une recyclerie au service des commerçants\n\nÀ Felletin (Creuse), Retour en rayon a signé une charte avec les commerçants.", "Retour en rayon")]
    [InlineData("La Seconde Vague : rien ne se perd\nImpossible de manquer le hangar jaune. Créée en 2016 à Felletin (Creuse), la ressourcerie emploie vingt-deux personnes.", "La Seconde Vague")]
    [InlineData("2.1 La Bobinette, à Felletin\n\nCette ancienne filature accueille des artistes et des menuisiers.", "La Bobinette")]
    [InlineData("a) L’Embellie (Felletin)\nGérée par le centre communal, l’épicerie sociale reçoit 340 familles.", "L’Embellie")]
    [InlineData("Six ans plus tard, trois jeunes reprennent le fournil de Felletin (Creuse) et créent une Scop, Le Pétrin Bleu. Ils sont quatre aujourd’hui.", "Le Pétrin Bleu")]
    [InlineData("À Felletin (Creuse), Aiguille et Contrefil redonne du travail. L’entreprise d’insertion emploie 24 personnes.", "Aiguille et Contrefil")]
    [InlineData("Huit artisans ont loué un magasin de Felletin (Creuse) pour y ouvrir La Boîte à gouges : une boutique et un atelier.", "La Boîte à gouges")]
    public void It_is_told_of(string text, string name) => Assert.Equal(ProposalKind.Initiative, Assert.Single(Told("Tour d’horizon des initiatives du pays.\n\n" + text), p => p.Name == name).Kind);

    private IReadOnlyList<Proposal> Told(string text) => shared.Host.Services.GetRequiredService<DocumentReader>().Read(new DocumentText("a.txt", text)).Proposals;
}
