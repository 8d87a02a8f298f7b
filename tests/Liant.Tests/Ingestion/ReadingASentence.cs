using Liant.Modules.Ingestion.Documents;
using Liant.Modules.Ingestion.Understanding;
using Liant.Tests.World;

namespace Liant.Tests.Ingestion;

/// <summary>What one sentence says, and what it does not.</summary>
public sealed class ReadingASentence(SharedHost shared)
{
    private DocumentReader Reader => shared.Host.Services.GetRequiredService<DocumentReader>();

    [Theory]
    [InlineData("À Langon (Gironde), l’association Zéphyr Bleu accompagne les habitants.", "Zéphyr Bleu", "33227")]
    [InlineData("Zéphyr Bleu, à Langon (35), est un café associatif.", "Zéphyr Bleu", "35145")]
    [InlineData("La ressourcerie Zéphyr Bleu est installée au Cannet-des-Maures, dans le Var.", "Zéphyr Bleu", "83031")]
    [InlineData("Zéphyr Bleu est un tiers-lieu ouvert à Saint-Loup-\nsur-Semouse.", "Zéphyr Bleu", "70467")]
    [InlineData("Le café associatif Zéphyr Bleu se trouve à Saint-André, à La Réunion.", "Zéphyr Bleu", "97409")]
    [InlineData("**Felletin** - Zéphyr Bleu fête ses cinq ans. Ce tiers-lieu accueille vingt artisans.", "Zéphyr Bleu", "23079")]
    [InlineData("FELLETIN\nZéphyr Bleu\nAtelier vélo ouvert en 2019.", "Zéphyr Bleu", "23079")]
    [InlineData("Dans une ancienne gare de Felletin, la recyclerie « Zéphyr bleu » emploie cinq personnes.", "Zéphyr bleu", "23079")]
    public void It_names_something_somewhere(string sentence, string name, string commune)
    {
        var told = Assert.Single(Told(sentence));
        Assert.Equal(name, told.Name);
        Assert.Equal(commune, told.Commune?.Code);
    }

    /// <summary>Ways of naming that were missed in documents nobody had looked at; the names are invented.</summary>
    [Theory]
    [InlineData("A Toussieux, dans l’Ain, tout se passe au même endroit : à la conciergerie de La Musardine.", "conciergerie de La Musardine", "01423")]
    [InlineData("A Saint-Martin de la Cluze (Isère), les patrons du café « Chez Fernande » ont fait le même pari.", "Chez Fernande", "38115")]
    [InlineData("A Lussac les Eglises en Haute-Vienne, une maison village, la Brindille, associe un gîte et un espace de lecture.", "Brindille", "87087")]
    [InlineData("L’ancêtre s’appelle l’Atelier à Royère de Vassivière (Creuse).", "l’Atelier", "23165")]
    [InlineData("Au Fol espoir, à Aubusson (Creuse), on papote depuis un bon lustre.", "Au Fol espoir", "23008")]
    [InlineData("Le tiers-lieu peut jouer ce rôle, comme « Le Cormier » à Autrêches (Oise, 756 habitants) qui propose une formation.", "Le Cormier", "60032")]
    [InlineData("Nichée à Lourmarin (Luberon), sur le site d’une coopérative, La Pressée numérique fait cohabiter bureaux et cybercafé.", "La Pressée numérique", "84068")]
    [InlineData("Au coeur de Vesseaux, bourgade ardéchoise, on travaille ensemble. Le Cèdre-Mère, ainsi qu’il a été baptisé, devrait s’étoffer.", "Le Cèdre-Mère", "07339")]
    [InlineData("A dix kilomètres, la \"Brindille\" a vu le jour en juin à Chanteloup (35).", "Brindille", "35054")]
    [InlineData("Le samedi, on va au \"Café associatif de Pancé\" (Ille-et-Vilaine), près de la boulangerie.", "Café associatif de Pancé", "35212")]
    [InlineData("La coopérative Zéphyr 04 a été créée en 2012 à Digne les Bains par des citoyens.", "Zéphyr 04", "04070")]
    [InlineData("BOURGHEIM (67) RELANCE SON DÉPÔT DE PAIN\n\nLes habitants ont retrouvé ce commerce. Aujourd’hui, La Malle à Surprises propose aussi des boissons.", "La Malle à Surprises", "67060")]
    [InlineData("Le village d’Archigny, dans la Vienne, n’a plus d’usine.\n\nUn collectif a fondé en mars 2023 le tiers-lieu Zéphyr dans l’ancien bâtiment.", "Zéphyr", "86009")]
    [InlineData("Trois exemples dans le Gers\n\n* Le Hangar de Mirande : atelier de réparation et ressourcerie. 12 salariés.", "Le Hangar de Mirande", "32256")]
    [InlineData("L’ancien hôtel de Marsac-en-Livradois (Puy-de-Dôme) abrite un tiers-lieu, La Brindille, animé par une association.", "La Brindille", "63211")]
    [InlineData("Guern (56) : ouverture d’une épicerie participative\n\nLe projet a vu le jour cet été.", "Épicerie participative de Guern", "56076")]
    public void It_names_what_texts_tell_of_in_passing(string text, string name, string commune)
    {
        var told = Assert.Single(Told(text));
        Assert.Equal(name, told.Name);
        Assert.Equal(commune, told.Commune?.Code);
    }

    [Fact]
    public void A_commune_that_is_only_written_after_an_elision_is_shown_from_its_own_first_letter()
    {
        const string Text = "Au centre d’Aubusson (Creuse), la recyclerie Zéphyr Bleu emploie cinq personnes.";
        var told = Assert.Single(Told(Text));
        Assert.Equal("23008", told.Commune?.Code);
        Assert.StartsWith("Aubusson (Creuse)", told.Evidence["commune"].In(Text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("À Langon, l’association Zéphyr Bleu accompagne les habitants.")]
    [InlineData("Zéphyr Bleu, à Plouhinec, est un tiers-lieu.")]
    public void A_homonym_that_nothing_settles_is_left_open(string sentence) => Assert.Null(Assert.Single(Told(sentence)).Commune);

    [Theory]
    [InlineData("Emmanuelle Le Bris, cheffe de projet à Langon (Gironde), a ouvert la journée.")]
    [InlineData("L’ESS représente 2,4 millions de salariés en France.")]
    [InlineData("Le RTES et l’Avise publient un guide sur les tiers-lieux.")]
    [InlineData("Le programme Petites villes de demain accompagne Felletin (Creuse).")]
    [InlineData("Le webinaire « Rouvrir un café » a réuni 170 personnes à Guéret (Creuse).")]
    [InlineData("Écrivez-nous : 75 rue des Lilas - 59000 Lille.")]
    [InlineData("A 98 ans, André vient jouer aux cartes à Pancé (Ille-et-Vilaine).")]
    [InlineData("Au Conseil municipal, on en parle encore à Guéret (Creuse).")]
    public void It_tells_of_no_initiative(string sentence) => Assert.Empty(Told(sentence));

    [Theory]
    [InlineData("Elle emploie 12 salariés.", 12)]
    [InlineData("L’association rassemble une dizaine de salariés et 40 bénévoles.", 10)]
    [InlineData("La structure compte 7,5 ETP.", null)]
    [InlineData("Elle compte 3 ETP.", 3)]
    [InlineData("Elle s’appuie sur 60 bénévoles et 140 adhérents.", null)]
    [InlineData("Elle devrait créer 5 emplois.", null)]
    [InlineData("L’usine employait 300 salariés avant sa fermeture.", null)]
    [InlineData("Les entreprises de moins de 50 salariés y adhèrent.", null)]
    [InlineData("L’atelier est porté par 5 salariés en insertion.", null)]
    public void It_counts_jobs(string sentence, int? jobs) => Assert.Equal(jobs, About(sentence).Jobs?.Count);

    [Theory]
    [InlineData("L’association Zéphyr Bleu grandit.", "association")]
    [InlineData("Zéphyr Bleu est constituée en SCIC.", "SCIC")]
    [InlineData("Cette société coopérative a de l’avenir.", "société coopérative")]
    [InlineData("Elle souhaite devenir une SCIC.", null)]
    [InlineData("Un projet de SCIC est à l’étude.", null)]
    [InlineData("Elle travaille avec l’association Vents d’Ouest.", null)]
    [InlineData("Elle regroupe des structures associatives.", null)]
    public void It_says_the_legal_form_of_now(string sentence, string? form) => Assert.Equal(form, About(sentence).StatedForm);

    [Fact]
    public void A_sentence_that_names_several_is_divided_among_them()
    {
        var told = Told("Le pôle réunit la recyclerie Zéphyr Bleu à Felletin (Creuse), 6 salariés, et l’entreprise d’insertion Vent Vert à Aubusson (Creuse), 28 salariés.");
        Assert.Equal([("Zéphyr Bleu", "23079", 6), ("Vent Vert", "23008", 28)], told.Select(p => (p.Name, p.Commune?.Code, p.Jobs?.Count)).Select(p => (p.Name, p.Code!, p.Count!.Value)));
    }

    [Theory]
    [InlineData("À Felletin, dans la Creuse, Zéphyr Bleu est une association qui répare des vélos.", "legalForm", "association")]
    [InlineData("Le café associatif Zéphyr Bleu, à Felletin (Creuse), s’est installé dans la gare que s’étaient promis de sauver les habitants.", "name", "Zéphyr Bleu")]
    public void A_passage_holds_its_value_and_cuts_no_word(string text, string field, string value)
    {
        var told = Assert.Single(Told(text));
        Assert.Contains(value, told.Evidence[field].In(text), StringComparison.Ordinal);
        Assert.All(told.Evidence.Values, passage => Assert.False(passage.End < text.Length && char.IsLetter(text[passage.End - 1]) && (char.IsLetter(text[passage.End]) || text[passage.End] == '’'), passage.In(text)));
    }

    [Fact]
    public void A_title_that_lost_its_line_end_is_no_part_of_the_summary()
    {
        const string text = "Zéphyr Bleu, à Saverdun (Ariège)Proposer des services numériques à tous : voilà le pari de l’entreprise d’insertion Zéphyr Bleu. Ses ateliers se tiennent dans toute la vallée depuis dix ans.";
        var told = Assert.Single(Told(text));
        Assert.Equal("Proposer des services numériques à tous : voilà le pari de l’entreprise d’insertion Zéphyr Bleu.", told.Summary);
        Assert.Equal(told.Summary, told.Evidence["summary"].In(text));
    }

    [Fact]
    public void An_address_or_a_telephone_number_of_a_person_is_never_proposed()
    {
        var json = About("Contact : Anne Martin, anne.martin@exemple.fr, 05 56 00 00 00. Le projet, joignable au 05 56 00 00 01, avance avec beaucoup d’entrain et de soutien.");
        Assert.DoesNotContain("@", json.Summary ?? "", StringComparison.Ordinal);
        Assert.DoesNotContain("05 56", json.Summary ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_says_its_series_its_date_and_the_fields_of_its_base()
    {
        var reading = Reader.Read(new DocumentText("page.txt", "Fiche Trouvé pour vous\n\nDéniché pour vous n°87\n\nPublié le 15 juin 2021\n\nCatégorie\nMobilité\nType de ressource\nFiches\nRessource privée\nNon\nRésumé\n\nUne fiche sur les mobilités rurales."));
        Assert.Equal(("Déniché pour vous", 87, "2021-06-15"), (reading.SeriesName, reading.SeriesNumber, reading.Date?.Text));
        Assert.Equal(("Mobilité", "Fiches", false, "Une fiche sur les mobilités rurales."), (reading.Category, reading.ResourceType, reading.IsPrivateResource, reading.Summary));
    }

    [Fact]
    public void Every_passage_lies_in_the_text()
    {
        const string Text = "Zéphyr Bleu, à Langon (Gironde)\n\nCréée en 2014, l’association Zéphyr Bleu emploie 9 salariés. Elle répare des vélos avec le soutien de la commune de Langon et de l’ADEME.";
        var told = Assert.Single(Reader.Read(new DocumentText("a.txt", Text)).Proposals, p => p.Kind == ProposalKind.Initiative);
        Assert.All(told.Evidence, pair => Assert.InRange(pair.Value.End, pair.Value.Start + 15, Text.Length));
        Assert.Equal((2014, 9, "association"), (told.FoundedIn, told.Jobs?.Count, told.StatedForm));
        Assert.Contains(told.Partners, p => p is { Name: "Commune de Langon", Role: "supports" });
    }

    /// <summary>The sentence, as the second paragraph of a sheet about something.</summary>
    private Proposal About(string sentence) =>
        Assert.Single(Reader.Read(new DocumentText("a.txt", "Zéphyr Bleu, à Felletin (Creuse)\n\n" + sentence)).Proposals, p => p is { Kind: ProposalKind.Initiative, Name: "Zéphyr Bleu" });

    private List<Proposal> Told(string text) => Reader.Read(new DocumentText("a.txt", text)).Proposals.Where(p => p.Kind == ProposalKind.Initiative).ToList();
}
