using Liant.Modules.Ingestion.Documents;
using Liant.Modules.Ingestion.Understanding;
using Liant.Tests.World;

namespace Liant.Tests.Ingestion;

/// <summary>Where a thing is when its own sentence does not say so: in its title, in a label, in its address, in what stands around it; and what only looks like a place. The names are invented.</summary>
public sealed class ReadingWhereItIs(SharedHost shared)
{
    private const string Felletin = "23079";

    private const string Aubusson = "23008";

    private const string Told = "La ressourcerie La Malle aux Vents y répare des meubles et des vélos. Elle emploie douze salariés et accueille des bénévoles.";

    [Theory]
    [InlineData("2.2 Felletin : réparer ensemble\n\nTout a commencé par un grenier.\n\n" + Told)]
    [InlineData("9h15 / FELLETIN\nAccueil à la ressourcerie La Malle aux Vents, dans l’ancienne école. Elle emploie douze salariés.")]
    [InlineData("Deuxième étape : Felletin, du réemploi sur la place\n\nUne demi-heure de route.\n\n" + Told)]
    [InlineData("▼ À Felletin, une école reconvertie\n\n" + Told)]
    [InlineData("> Felletin : réparer ensemble\n\n" + Told)]
    [InlineData("PORTES OUVERTES — Felletin\n\n" + Told)]
    public void A_title_says_where_what_stands_below_it_is(string text) => Assert.Equal(Felletin, One("Le tour des initiatives du département, en dix visites.\n\n" + text).Commune?.Code);

    [Theory]
    [InlineData("LA MALLE AUX VENTS\nRessourcerie\n\nOù ? Ancienne école, Felletin\nQui ? Une association\n\nLa Malle aux Vents répare des meubles.")]
    [InlineData("La Malle aux Vents, une ressourcerie de montagne\n\nCarte d’identité\nOù ? Felletin (Creuse), 1 700 habitants\n\nDans la ville, le départ d’une usine avait laissé un vide.")]
    [InlineData("SE MEUBLER\nLa Malle aux Vents\nFelletin, Creuse (23)\nPorteur : association Route Vive\n\nOn y répare des meubles.")]
    [InlineData("1. La Malle aux Vents – 40 000 €\nFelletin, Creuse\nOn y répare des meubles, on y vend des vélos.")]
    public void A_label_or_a_line_below_its_name_says_where_it_is(string text) => Assert.Equal(Felletin, One(text).Commune?.Code);

    [Fact]
    public void The_address_that_goes_with_a_name_says_where_it_is() =>
        Assert.Equal(Felletin, One("La ressourcerie La Malle aux Vents s’inspire de ce qui se fait ailleurs.\n\nElle emploie douze salariés.\n\nEN PRATIQUE\nLa Malle aux Vents, 3 rue de la Manufacture, 23500 Felletin").Commune?.Code);

    [Theory]
    [InlineData("Dans la Creuse, **Felletin** n’avait plus de magasin depuis 2016. L’association **La Malle aux Vents**, créée par deux habitants, en a ouvert un.")]
    [InlineData("La ressourcerie La Malle aux Vents, implantée dans les anciens ateliers de Felletin, emploie douze salariés. Elle intervient également à Aubusson, où elle ouvre une antenne deux jours par semaine.")]
    [InlineData("La boulangerie de Felletin, fermée depuis deux ans, a rouvert sous une autre forme. La ressourcerie La Malle aux Vents y vend des meubles.")]
    [InlineData("À Felletin, dix habitants se sont réunis. La ressourcerie La Malle aux Vents est née de là. « Le modèle nous plaît », dit Lise Vannier, éleveuse à Aubusson.")]
    public void What_stands_around_it_says_where_it_is(string text) => Assert.Equal(Felletin, One(text).Commune?.Code);

    [Fact]
    public void A_bracket_about_somebody_else_does_not() =>
        Assert.Equal(Aubusson, One("Question de M. Vannier (élu à Felletin) : et les autres ? Réponse : c’est le rôle de La Malle aux Vents, la ressourcerie de nos voisins d’Aubusson (23).").Commune?.Code);

    /// <summary>A title that tells of another thing ends what the last commune was said of.</summary>
    [Fact]
    public void The_place_of_one_item_of_a_list_is_not_that_of_the_next() =>
        Assert.Null(One("▪ Le Bocal Voyageur\nÀ Felletin, la conserverie Le Bocal Voyageur emploie trois personnes.\n\n▪ Ressourcerie La Malle aux Vents\nQue faire des meubles ? La ressourcerie La Malle aux Vents les répare.").Commune);

    [Theory]
    [InlineData("La ressourcerie La Malle aux Vents travaille pour les communes du plateau, de Felletin à Aubusson. Elle emploie douze salariés.")]
    [InlineData("Un rendez-vous à Felletin ?\n\nLa ressourcerie itinérante La Malle aux Vents sillonne le département. Elle emploie douze salariés.")]
    public void As_far_as_it_goes_is_not_where_it_is(string text) => Assert.Null(One(text).Commune);

    [Theory]
    [InlineData("L’auberge de la Place, où la ressourcerie La Malle aux Vents tient boutique, emploie douze salariés.")]
    [InlineData("Rue du Coq, la ressourcerie La Malle aux Vents emploie douze salariés.")]
    [InlineData("Le jury a distingué la ressourcerie La Malle aux Vents. LE JURY\n\nLise Vannier, présidente.")]
    [InlineData("Quarante meubles par semaine : la ressourcerie La Malle aux Vents emploie douze salariés.")]
    [InlineData("L’Union régionale des Scop accompagne la ressourcerie La Malle aux Vents. Elle emploie douze salariés.")]
    [InlineData("Entre deux étangs, la ressourcerie La Malle aux Vents emploie douze salariés.")]
    public void A_common_noun_that_is_also_a_commune_is_no_place(string text) => Assert.Null(One(text).Commune);

    [Fact]
    public void A_town_called_by_the_first_word_of_its_name_is_that_town() =>
        Assert.Equal("29024", One("La ressourcerie La Malle aux Vents a son magasin à Carhaix. Elle emploie douze salariés.").Commune?.Code);

    private Proposal One(string text) => Assert.Single(shared.Host.Services.GetRequiredService<DocumentReader>().Read(new DocumentText("a.txt", text)).Proposals, p => p.Name.EndsWith("La Malle aux Vents", StringComparison.OrdinalIgnoreCase));
}
