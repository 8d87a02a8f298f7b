using Liant.Modules.Ingestion.Documents;
using Liant.Modules.Ingestion.Understanding;
using Liant.Tests.World;

namespace Liant.Tests.Ingestion;

/// <summary>Resources, events, calls, programmes and figures of a text; and what only looks like one.</summary>
public sealed class ReadingWhatIsAnnounced(SharedHost shared)
{
    [Theory]
    [InlineData("Le réseau organise un webinaire « Rouvrir un café », le jeudi 12 mars 2027 à Felletin (Creuse).", "Webinaire « Rouvrir un café »", "2027-03-12", "23079")]
    [InlineData("À l’occasion du Forum des villages engagés du 5 et 6 juin 2027, le réseau a publié un guide.", "Forum des villages engagés", "2027-06-05", null)]
    [InlineData("Rencontre des cafés associatifs, le samedi 1er mai 2027\n\nVenez nombreux à Felletin (Creuse) pour une journée d’échanges entre cafés.", "Rencontre des cafés associatifs", "2027-05-01", "23079")]
    public void An_event_has_a_name_and_a_day(string text, string name, string on, string? commune)
    {
        var told = Assert.Single(Told(text, ProposalKind.Event));
        Assert.Equal((name, on, commune), (told.Name, told.On?.ToString("yyyy-MM-dd", null), told.Commune?.Code));
        AssertSupported(text, told);
    }

    [Theory]
    [InlineData("La commune lance un appel à manifestation d’intérêt pour la reprise du café du bourg. Les dossiers sont reçus jusqu’au 30 avril 2027.", "Appel à manifestation d’intérêt pour la reprise du café du bourg", "2027-04-30")]
    [InlineData("Appel à projets Commerces de demain\n\nOuvert aux communes de moins de 5 000 habitants du département.\n\nDate limite de dépôt : 15 septembre 2027.", "Appel à projets Commerces de demain", "2027-09-15")]
    public void A_call_has_a_name_and_a_limit(string text, string name, string on)
    {
        var told = Assert.Single(Told(text, ProposalKind.Call));
        Assert.Equal((name, on), (told.Name, told.On?.ToString("yyyy-MM-dd", null)));
        AssertSupported(text, told);
    }

    [Theory]
    [InlineData("Elle est lauréate de l’appel à projets « Tiers-lieux » clos avant le 12 mars 2027.")]
    [InlineData("Deux séminaires « Politique de la ville » ont eu lieu le 10 septembre 2027.")]
    [InlineData("Un nouvel appel à territoires sera lancé début 2027.")]
    [InlineData("Une rencontre aura lieu prochainement avec les habitants du bourg.")]
    [InlineData("Rencontres\n\nLe 12 mars 2027, nous avons ouvert la porte.")]
    [InlineData("Les inscriptions au webinaire sont closes depuis le 12 mars 2027.")]
    [InlineData("Le programme TRESSONS et Petites villes de demain sont cités dans ce long texte sans rien dire de plus.")]
    public void What_has_no_name_no_date_or_no_use_is_none(string text) => Assert.DoesNotContain(Reader.Read(new DocumentText("a.txt", text)).Proposals, p => p.Kind is ProposalKind.Event or ProposalKind.Call or ProposalKind.Programme);

    [Theory]
    [InlineData("Le programme Petites villes de demain accompagne les communes de moins de 20 000 habitants dans leurs projets.", "Petites villes de demain", "petites-villes-de-demain")]
    [InlineData("Le programme « Vitrines ouvertes » permet à un artisan d’essayer une boutique pendant six mois.", "Vitrines ouvertes", null)]
    public void A_programme_is_named_with_what_it_does(string text, string name, string? slug)
    {
        var told = Assert.Single(Told(text, ProposalKind.Programme));
        Assert.Equal((name, slug, text), (told.Name, told.Programmes.SingleOrDefault(), told.Summary));
        AssertSupported(text, told);
    }

    [Theory]
    [InlineData("Elle réunit 20 commerçants du bourg.", "commerçants", 20, null, null)]
    [InlineData("Le budget d’investissement est de 1,5 million d’euros.", "investissement", 1_500_000, "euros", null)]
    [InlineData("En 2019, la fréquentation du marché a augmenté de 38 %.", "évolution : la fréquentation du marché", 38, "%", 2019)]
    [InlineData("Elle compte 1 250 adhérents en 2021.", "adhérents", 1250, null, 2021)]
    public void A_figure_says_what_it_counts(string sentence, string label, int value, string? unit, int? year)
    {
        var figure = Assert.Single(About(sentence).Figures);
        Assert.Equal((label, (decimal)value, unit, year), (figure.Label, figure.Value, figure.Unit, figure.Year));
    }

    [Theory]
    [InlineData("Elle devrait réunir 20 commerçants.")]
    [InlineData("Dans cette ville de 10 000 habitants, elle a ouvert en 2020.")]
    [InlineData("Un repas y coûte 12 euros.")]
    [InlineData("33 % des achats se font en périphérie.")]
    [InlineData("Elle a été fondée en 1901 familles comprises.")]
    public void What_is_hoped_for_a_price_or_a_share_is_no_figure(string sentence) => Assert.Empty(About(sentence).Figures);

    [Fact]
    public void A_number_of_a_series_is_a_resource_with_its_date_and_the_figures_of_a_place()
    {
        const string Text = "Lettre du réseau n°33 - Rouvrir les vitrines\n\nMai 2019\n\nEn 2018, Felletin (Creuse) a perdu 12 commerces en quelques mois.";
        var told = Assert.Single(Told(Text, ProposalKind.Resource));
        Assert.Equal(("Lettre du réseau n°33 - Rouvrir les vitrines", "Lettre du réseau", 33, "2019-05", "lettre"), (told.Name, told.Published!.SeriesName, told.Published.SeriesNumber, told.Published.On?.Text, told.Published.ResourceType));
        Assert.Equal(("commerces, Felletin", 12m, 2018), (told.Figures.Single().FullLabel, told.Figures[0].Value, told.Figures[0].Year));
        AssertSupported(Text, told);
        Assert.Empty(Told("Des nouvelles du bourg\n\nRien que des mots sur la vie de tous les jours.", ProposalKind.Resource));
    }

    [Fact]
    public void A_page_of_the_base_shows_several_resources_each_with_its_fields()
    {
        static string Shown(string title, string body, string kind, string isPrivate) => $"{title}\n\n{body}\n\nUn second paragraphe de {title}.\n\nCatégorie\nType de ressource\n{kind}\nRessource privée\n{isPrivate}\nRésumé\n\n{body}\n\n";
        var text = "Réseau imaginaire\n\n" + Shown("Guide des vitrines ouvertes", "Ce guide aide les communes à rouvrir leurs boutiques fermées.", "Guide", "Non") + Shown("Étude des marchés couverts", "Cette étude compare douze marchés couverts de petites villes.", "Ressources internes", "Oui");
        var told = Told(text, ProposalKind.Resource);
        Assert.Equal([("Guide des vitrines ouvertes", "guide", (string?)null, false), ("Étude des marchés couverts", "etude", "Ressources internes", true)], told.Select(p => (p.Name, p.Published!.ResourceType!, p.Published.Category, p.Published.IsPrivate)));
        Assert.Equal("Ce guide aide les communes à rouvrir leurs boutiques fermées.", told[0].Summary);
        Assert.All(told, p => AssertSupported(text, p));
    }

    [Theory]
    [InlineData("La Cabane à Lire est une librairie associative de Felletin (Creuse).")]
    [InlineData("Le café associatif « Bar à Bulles » a ouvert à Felletin, dans la Creuse.")]
    public void What_a_thing_is_for_is_not_where_it_is(string text) => Assert.Equal(["23079"], Told(text, ProposalKind.Initiative).Select(p => p.Commune?.Code).OfType<string>().Distinct());

    private DocumentReader Reader => shared.Host.Services.GetRequiredService<DocumentReader>();

    private static void AssertSupported(string text, Proposal told)
    {
        Assert.All(told.Evidence, pair => Assert.InRange(pair.Value.End, pair.Value.Start + 15, text.Length));
        var passage = told.Evidence["name"].In(text).ToUpperInvariant();
        Assert.All(told.Name.Split(' ', '’', '«', '»').Where(word => word.Length > 3), word => Assert.Contains(word.ToUpperInvariant(), passage, StringComparison.Ordinal));
    }

    private Proposal About(string sentence) => Assert.Single(Told("Zéphyr Bleu, à Felletin (Creuse)\n\n" + sentence, ProposalKind.Initiative));

    private List<Proposal> Told(string text, ProposalKind kind) => Reader.Read(new DocumentText("a.txt", text)).Proposals.Where(p => p.Kind == kind).ToList();
}
