using Liant.Modules.Ingestion.Documents;
using Liant.Modules.Ingestion.Understanding;
using Liant.Tests.World;

namespace Liant.Tests.Ingestion;

/// <summary>Ways of telling that experience sheets, supplements and lists of laureates have, which were missed in documents nobody had looked at; the names are invented.</summary>
public sealed class ReadingListsAndTitles(SharedHost shared)
{
    private DocumentReader Reader => shared.Host.Services.GetRequiredService<DocumentReader>();

    [Theory]
    [InlineData("- Le Zéphyr Enchanté, sur la petite ville de Felletin (1 700 habitants, Creuse).\nCette ressourcerie propose des ateliers.", "Le Zéphyr Enchanté", "23079")]
    [InlineData("Zéphyr Bleu (ZB) à Langon (33)\n\nLe projet avance.", "Zéphyr Bleu", "33227")]
    [InlineData("Fondée en 2009 à Abbeville, Seconde brise compte 19 salariés.", "Seconde brise", "80001")]
    [InlineData("Depuis près de quatre ans le collectif Zéphyr Bleu est installé sur un ancien site à Ailly-sur-Somme. Là il a créé un tiers-lieu.", "Zéphyr Bleu", "80011")]
    [InlineData("Un nouveau local pour la ressourcerie et friperie le Zéphyr, un lieu engagé.\n\nA Sainte-Croix-Vallée-Française, au pied de la Corniche, la ressourcerie réduit les déchets.", "Zéphyr", "48144")]
    [InlineData("Felletin : un pôle pour coopérer\n\nLabellisé PTCE en 2015, Zéphyracteurs réunit 60 structures autour de la mobilité, de la garde d’enfants et du numérique, avec le soutien de toutes les communes.", "Zéphyracteurs", "23079")]
    [InlineData("La Grange aux Zéphyrs veut réveiller Felletin\n\nEspace de travail, salle de concert, café : la Grange aux Zéphyrs accueille déjà douze associations.", "La Grange aux Zéphyrs", null)]
    [InlineData("Gibles, une petite commune de Saône-et-Loire, a failli perdre sa dernière boutique.\n\nDepuis juin tout a changé. Chez Zéphyrine propose du pain bio.", "Chez Zéphyrine", "71218")]
    [InlineData("Le Zéphyr Voyageur, un camion qui ramène les services\n\nL’association a été imaginée par deux habitantes ; cette association dessert 31 villages.\n\nLieu : Champlitte (70)\nNombre de salariés : 5", "Le Zéphyr Voyageur", "70122")]
    public void It_is_told_of_with_its_commune(string text, string name, string? commune)
    {
        var told = Assert.Single(Told(text));
        Assert.Equal(name, told.Name);
        Assert.Equal(commune, commune is null ? null : told.Commune?.Code);
    }

    [Theory]
    [InlineData("Voici une présentation des projets :\nZéphyr Bleu (Bourgogne-Franche-Comté) : L’association réunit trois collectifs et tous les citoyens désireux de participer.", "Zéphyr Bleu")]
    [InlineData("“Zéphyrs”, le propulseur des fusées de l’ESS !\n\nJe me suis dit : pourquoi ne pas aider à lancer un projet, pour passer ensuite le relais à d’autres ?", "Zéphyrs")]
    [InlineData("Les Zéphyrs en Germe, semer l’emploi entre les terrils\n\nOn cultive des légumes. Rencontre avec la directrice de ce jardin d’insertion.", "Les Zéphyrs en Germe")]
    [InlineData("Le petit zéphyr : épicerie solidaire itinérante\n\nCe projet est né d’un constat commun des trois communes.", "Le petit zéphyr")]
    [InlineData("\"Zéphyr 24\" : une SCIC pour l’alimentation locale\n\nCette initiative peine encore à atteindre l’équilibre.", "Zéphyr 24")]
    [InlineData("*Encadré 4 : les Castors du Grand Zéphyr à Vaulx-en-Velin*\n\nVingt familles ont rénové leurs logements.", "Castors du Grand Zéphyr")]
    [InlineData("Trois questions à Élodie Vannier, gérante de la Scic Zéphyr & Moi\n\nC’est une coopérative qui loue des maisons.", "Zéphyr & Moi")]
    [InlineData("Le prix national a été décerné à l’association Zéphyr Bleu.", "Zéphyr Bleu")]
    [InlineData("Six prix ont été remis :\n- Le prix de la CRESS Bretagne pour « Zéphyr Bleu »,", "Zéphyr Bleu")]
    [InlineData("On y voit aussi l’association Zéphyr Bleu qui depuis 2017 embauche des habitants.", "Zéphyr Bleu")]
    [InlineData("Deux entreprises agissent. La première, Zéphyr Bleu, achète des locaux.", "Zéphyr Bleu")]
    [InlineData("La commune de Guipel (Ille-et-Vilaine) a choisi le collectif Zéphyr Bleu pour s’y installer.", "Zéphyr Bleu")]
    [InlineData("Ainsi, chaque semaine, Zéphyrac (c’est ainsi que ses fondateurs l’ont baptisé) sillonne la campagne.", "Zéphyrac")]
    [InlineData("Quant à l’association Zéphyr Bleu, elle a monté une plateforme.", "Zéphyr Bleu")]
    [InlineData("Le groupement d’achat **ZEPHYR**, né dans l’agglomération lyonnaise, réunit des habitants.", "ZEPHYR")]
    [InlineData("Comme avec le projet ZÉPHYR développé par des étudiants, la mixité progresse.", "ZÉPHYR")]
    [InlineData("L’association Le vent de demain accueille et forme des habitants.", "Le vent de demain")]
    [InlineData("« Dix vélos récupérés », se souvient le fondateur de **Zéphyrofficine**. L’atelier emploie 8 personnes à Lormont (Gironde).", "Zéphyrofficine")]
    public void It_is_told_of(string text, string name) => Assert.Equal(name, Assert.Single(Told(text)).Name);

    [Theory]
    [InlineData("Lise et Martin sont deux habitants d’une association engagée, forts de leur métier.")]
    [InlineData("Au pied de la Corniche Bleue, la ressourcerie contribue à réduire les déchets.")]
    [InlineData("Atelier 4 : L’ESS, des solutions pour l’habitat\n\nL’atelier a réuni trente personnes.")]
    [InlineData("Pensés à l’origine pour les personnes âgées, ces ateliers sont ouverts à toutes.")]
    [InlineData("Le Ternois tisse sa toile solidaire\n\nLe Ternois compte 38 000 habitants.")]
    [InlineData("Le hameau d’Aizac, en Ardèche, se réveille.")]
    [InlineData("Elle est responsable d’un lieu « agri-culturel » à Vertheuil (Gironde).")]
    [InlineData("Cependant, le commerce a trouvé des propriétaires.")]
    [InlineData("Depuis la rentrée, les cantines de trois collèges de Langon servent du pain bio.")]
    public void It_is_not_told_of(string text) => Assert.Empty(Told(text));

    [Fact]
    public void Of_a_list_parted_by_semicolons_each_has_the_commune_of_its_part()
    {
        var told = Told("Actualités de la Drôme : la recyclerie Zéphyr, qui vient d’emménager à Crest ; la librairie La Flèche, qui poursuit son développement à Saint-Laurent-en-Royans.");
        Assert.Equal(["La Flèche 26311", "Zéphyr 26108"], told.Select(p => $"{p.Name} {p.Commune?.Code}").Order());
    }

    [Theory]
    [InlineData("Le pôle Laine Zéphyr, né dans le Pays de Langres, emploie trois personnes.")]
    [InlineData("L’association Zéphyr Bleu (DIE), née en 2012, salarie dix personnes.")]
    [InlineData("La ressourcerie Zéphyr Bleu, née dans le quartier de Moulins, emploie dix personnes.")]
    [InlineData("Le Four du Pont, boulangerie née en 2020, emploie dix personnes.")]
    public void A_word_that_a_commune_has_too_is_no_commune(string text) => Assert.All(Told(text), told => Assert.Null(told.Commune));

    [Fact]
    public void A_commune_said_beside_in_brackets_is_not_its_own() =>
        Assert.Null(Assert.Single(Told("Le réseau d’associations avance.\n\nLa recyclerie Zéphyr Bleu est un succès. Le projet n’est pas retenu (les Landes ont déjà un pôle à Tarnos, dans le sud).")).Commune);

    [Fact]
    public void A_commune_beside_another_name_is_that_one_s()
    {
        var told = Told("La recyclerie Zéphyr Bleu a aidé trente lieux, dont l’auberge de la Brise, située à Salvizinet, un lieu qui emploie deux personnes.");
        Assert.Null(told.First(p => p.Name == "Zéphyr Bleu").Commune);
    }

    [Fact]
    public void The_form_that_a_sentence_goes_on_to_say_is_its_own() =>
        Assert.Equal("SCIC", Assert.Single(Told("À Langon (Gironde), la recyclerie Zéphyr Bleu forme 150 personnes. Il est constitué en SCIC depuis 2019.")).StatedForm);

    [Fact]
    public void Professionals_who_accept_a_currency_are_no_jobs() =>
        Assert.Null(Assert.Single(Told("Les commerces acceptent le Zéphyr, monnaie locale lancée en 2017. Près de 210 professionnels l’acceptent.")).Jobs);

    [Fact]
    public void A_line_of_a_sheet_counts_its_jobs() =>
        Assert.Equal(5, Assert.Single(Told("Zéphyr Bleu, à Langon (Gironde)\n\nUn camion ramène les services dans les villages.\nNombre de salariés : 5")).Jobs?.Count);

    [Fact]
    public void What_stands_in_brackets_behind_a_name_is_the_same_thing() =>
        Assert.Single(Told("C’est ici que l’Boutique locale favorisant le partage (BLOPÉ) a vu le jour. La BLOPÉ est une épicerie itinérante."));

    private List<Proposal> Told(string text) => Reader.Read(new DocumentText("x.txt", text)).Proposals.Where(p => p.Kind == ProposalKind.Initiative).ToList();
}
