using Liant.Modules.Ingestion.Documents;
using Liant.Modules.Ingestion.Understanding;
using Liant.Tests.World;

namespace Liant.Tests.Ingestion;

/// <summary>What a document says as a whole, and what its layout says: its town, who publishes it, its title, names that stand alone above what they are.</summary>
public sealed class ReadingAWholeDocument(SharedHost shared)
{
    private const string Felletin = "23079";

    [Theory]
    [InlineData("FELLETIN-MAG\nBulletin municipal de la ville de Felletin – n° 12\n\nLa ressourcerie La Malle aux Vents recherche des bénévoles.\n\nLa bibliothèque ferme à midi.")]
    [InlineData("Fiche expérience\n\nCommune : Felletin (23)\n\nTout part d’un constat partagé par les habitants.\n\nLa ressourcerie La Malle aux Vents recherche des bénévoles.")]
    [InlineData("À Felletin, on ne ferme plus, on rouvre\n\nReportage au bord de la Creuse.\n\nLa ressourcerie La Malle aux Vents recherche des bénévoles.")]
    [InlineData("Le grand entretien\n\nMaire de Felletin depuis 2014, Lise Vannier revient sur dix ans.\n\nQu’avez-vous fait d’abord ?\n\nNous avons écouté.\n\nEt ensuite ?\n\nLa ressourcerie La Malle aux Vents recherche des bénévoles.\n\nUn regret ?\n\nAucun.")]
    public void What_a_document_of_one_town_tells_of_without_a_place_is_there(string text) => Assert.Equal(Felletin, One(text, "La Malle aux Vents").Commune?.Code);

    [Fact]
    public void A_street_named_after_a_town_is_no_town() =>
        Assert.Null(One("La ressourcerie La Malle aux Vents vient de s’installer route de Felletin. Elle recherche des bénévoles et des salariés pour son magasin.", "La Malle aux Vents").Commune);

    [Fact]
    public void Where_a_branch_is_announced_is_not_where_it_is() =>
        Assert.Equal(Felletin, One("À Felletin (Creuse), la ressourcerie La Malle aux Vents emploie douze salariés. Une antenne est annoncée à Aubusson (Creuse).", "La Malle aux Vents").Commune?.Code);

    [Fact]
    public void Who_publishes_a_letter_is_a_body_not_what_it_tells_of()
    {
        const string text = "VENTS & MARÉES\nLa lettre des ruralités solidaires\n\nÀ Felletin (Creuse), la ressourcerie La Malle aux Vents emploie douze salariés.\n\nÀ Aubusson (Creuse), le café associatif La Brise ouvre le soir.\n\n"
            + "À Guéret (Creuse), l’épicerie solidaire Le Panier bleu livre à domicile.\n\nVents & Marées accompagne ces lieux depuis dix ans.\n\nVents & Marées – 4, rue de la Nation – 87120 Eymoutiers";
        var told = Told(text).Where(p => p.Kind == ProposalKind.Initiative).Select(p => p.Name).ToList();
        Assert.Equal(["La Brise", "La Malle aux Vents", "Le Panier bleu"], told.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Who_opens_what_the_same_sentence_names_is_its_carrier() =>
        Assert.Equal(["Le Cric d’or"], Told("À Felletin (Creuse), l’association Route Vive a inauguré son garage solidaire, baptisé « Le Cric d’or ». On y répare sa voiture au tiers du prix.")
            .Where(p => p.Kind == ProposalKind.Initiative).Select(p => p.Name));

    [Theory]
    [InlineData("La recyclerie La Malle aux Vents, à Felletin (Creuse), est portée par l’association Route Vive.", "association")]
    [InlineData("Le tiers-lieu La Malle aux Vents, à Felletin (Creuse), est piloté par une SCIC.", "SCIC")]
    public void What_is_carried_has_the_form_of_its_carrier(string text, string form) => Assert.Equal(form, One(text, "La Malle aux Vents").StatedForm);

    [Theory]
    [InlineData("HABITER\n\nLa Seconde Lame\nC’est la ressourcerie. Elle a quitté en janvier la zone industrielle pour le centre de Felletin (Creuse).")]
    [InlineData("HABITER\n\nLa Seconde Lame\nRessourcerie née d’une mobilisation d’habitants de Felletin (Creuse), elle ouvre trois jours par semaine et répare.")]
    [InlineData("LES PRIX\n\nCoup de cœur – La Seconde Lame (Creuse)À Felletin, cette ressourcerie répare et revend à petits prix des meubles et des vélos.")]
    public void A_title_that_is_only_a_name_is_one_where_the_text_below_says_what_it_is(string text) => Assert.Equal(ProposalKind.Initiative, One(text, "La Seconde Lame").Kind);

    [Fact]
    public void A_headline_in_capitals_that_is_a_sentence_names_nothing() =>
        Assert.DoesNotContain(Told("LA LAVERIE NE LAVE PAS QUE LE LINGE\nC’est une laverie, un salon de thé et un bureau où l’on vient faire ses papiers."), p => p.Name.Contains("LINGE", StringComparison.Ordinal));

    [Theory]
    [InlineData("Aller au contenu principal\nAccueil > Ressources > Portraits\n\nCinq lieux, cinq façons de faire centre\n\nIls ouvrent.", "Cinq lieux, cinq façons de faire centre")]
    [InlineData("[Grand entretien]\n\nUne commune, ça s’habite\n\nElle revient sur dix ans.", "Une commune, ça s’habite")]
    public void A_document_is_called_by_its_title_not_by_what_stands_above_it(string text, string title) => Assert.Equal(title, shared.Host.Services.GetRequiredService<DocumentReader>().Read(new DocumentText("a.txt", text)).Title);

    private Proposal One(string text, string name) => Assert.Single(Told(text), p => p.Name == name);

    private IReadOnlyList<Proposal> Told(string text) => shared.Host.Services.GetRequiredService<DocumentReader>().Read(new DocumentText("a.txt", text)).Proposals;
}
