using System.Text;
using Liant.Modules.Ingestion.Documents;
using Liant.Tests.World;

namespace Liant.Tests.Ingestion.Documents;

/// <summary>Every format becomes the text that a reader sees.</summary>
public sealed class OpeningDocuments
{
    private static readonly string[] Paragraphs =
        ["La Halle d’Ambre, à Felletin (Creuse)", "L’association La Halle d’Ambre emploie 12 salariés.", "• une cantine", "• un atelier"];

    [Theory]
    [InlineData("utf-8", "UTF-8")]
    [InlineData("utf-16", "UTF-16")]
    [InlineData("windows-1252", "Windows-1252")]
    [InlineData("macintosh", "Macintosh")]
    public async Task A_text_is_read_in_the_encoding_that_it_was_saved_in(string encoding, string said)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var opened = await OpenAsync([.. Encoding.GetEncoding(encoding).GetPreamble(), .. Encoding.GetEncoding(encoding).GetBytes("L’épicerie « à côté »\r\nouvre l’été.\r\n")], "notes.txt");
        Assert.Equal(("L’épicerie « à côté »\nouvre l’été.", $"texte, {said}"), (opened.Document.Text.Trim(), opened.Format));
    }

    [Fact]
    public async Task A_word_document_gives_its_paragraphs_lists_and_title_without_what_was_struck_out()
    {
        var opened = await OpenAsync(Papers.Docx(Paragraphs, "Fiche 12"), "fiche.docx");
        Assert.Equal((string.Join('\n', Paragraphs), "Fiche 12", "Word"), (opened.Document.Text, opened.Document.Title, opened.Format));
        var revised = Papers.Zip(("word/document.xml", Papers.Word(
            "<w:p><w:r><w:t>Ouvert</w:t></w:r><w:del><w:r><w:delText>fermé</w:delText><w:t>fermé</w:t></w:r></w:del><w:r><w:drawing><x>4242</x></w:drawing><w:t xml:space=\"preserve\"> en 2021</w:t><w:br/><w:t>par la commune</w:t></w:r></w:p>")));
        Assert.Equal("Ouvert en 2021\npar la commune", (await OpenAsync(revised, "revu.docx")).Document.Text);
    }

    [Fact]
    public async Task An_open_document_gives_its_paragraphs_and_lists() =>
        Assert.Equal(string.Join('\n', Paragraphs), (await OpenAsync(Papers.Odt(Paragraphs), "fiche.odt")).Document.Text);

    [Fact]
    public async Task The_content_decides_whatever_the_name_says() =>
        Assert.Equal("Word", (await OpenAsync(Papers.Docx(Paragraphs), "fiche.txt")).Format);

    [Fact]
    public async Task A_web_page_is_read_without_menus_notices_and_what_it_says_twice()
    {
        const string Sentence = "L’association La Halle d’Ambre, à Felletin, emploie douze salariés et reçoit trente bénévoles.";
        var opened = await OpenAsync(Encoding.UTF8.GetBytes($"""
            <!DOCTYPE html><html class="has-sidebar"><head><title>La Halle | Réseau</title><meta property="og:title" content="La Halle d’Ambre"><link rel="canonical" href="https://reseau.example/halle"></head><body class="with-sidebar">
            <header><a href="/">Réseau imaginaire</a></header><nav><ul><li><a href="/a">Nos actions</a></li></ul></nav>
            <div class="page has-sidebar"><h1>La Halle d’Ambre</h1><ul class="outils"><li><a href="/x">Imprimer</a></li><li><a href="/y">Partager</a></li></ul>
            <p>{Sentence}</p><h2>Chiffres <em>clés</em></h2><ul><li>12 salariés</li><li>30 bénévoles</li></ul>
            <h2>Résumé</h2><p>{Sentence}</p><table><tr><th>Commune</th><td>Felletin</td></tr></table></div>
            <div id="cookie-banner">Nous utilisons des cookies</div><script>var a = "<p>non</p>";</script><footer>Mentions légales</footer></body></html>
            """), "halle.html");
        Assert.Equal($"La Halle d’Ambre\n{Sentence}\n\nChiffres clés\n• 12 salariés\n• 30 bénévoles\n\nRésumé\nCommune Felletin", opened.Document.Text);
        Assert.Equal(("La Halle d’Ambre", "https://reseau.example/halle"), (opened.Document.Title, opened.Address));
    }

    [Fact]
    public async Task What_all_pages_of_a_saved_site_repeat_is_not_read()
    {
        var folder = Directory.CreateTempSubdirectory("liant-site-");
        try
        {
            string[] names = ["Ambre", "Basalte", "Cuivre", "Dolomie"];
            var pages = names.Select(name => Path.Combine(folder.FullName, name + ".html")).ToList();
            foreach (var (name, page) in names.Zip(pages))
            {
                await File.WriteAllTextAsync(page, $"<html><body><p>Le réseau vous accueille 12 rue du Four.</p><h1>La Halle de {name}</h1><p>Texte de {name}.</p></body></html>");
            }

            var furniture = SiteFurniture.Of(pages);
            await using var content = File.OpenRead(pages[2]);
            Assert.Equal("La Halle de Cuivre\nTexte de Cuivre.", (await DocumentFile.ReadAsync(content, "Cuivre.html", furniture)).Document.Text);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_pdf_in_columns_is_read_column_by_column_its_words_made_whole_and_its_furniture_left()
    {
        OtherProgram.Need("pdftotext").Dispose();
        string[] left =
        [
            "La commune de Felletin a choisi de", "confier une ancienne gare à des", "associations qui la font vivre. La", "ressourcerie y a ouvert la première,", "puis une cantine et un atelier de", "réparation. Le projet de revitali-",
            "sation se poursuit avec les habi-", "tants du quartier de la gare.",
        ];
        string[] right =
        [
            "À Saint-Loup-sur-Semouse une épicerie", "sociale occupe une friche. À Castillon-", "la-Bataille, des retraités partagent une", "maison du centre. Partout, la mairie est", "à la table, et les habitants aussi, dès", "le premier jour du projet commun, qui", "demande du temps et de la patience à", "toutes celles et tous ceux qui le mènent.",
        ];
        IReadOnlyList<(int, int, string)> Page(int number) =>
            [(60, 800, "Lettre du réseau imaginaire"), (60, 770, $"Titre de la page {(char)('A' + number)} qui traverse toute la largeur de la feuille et des deux colonnes"), .. Papers.Column(60, 740, [.. left.Skip(number - 1), .. left.Take(number - 1)]), .. Papers.Column(320, 740, [.. right.Skip(number - 1), .. right.Take(number - 1)]), (290, 30, $"{number}")];
        var opened = await OpenAsync(Papers.Pdf(Page(1), Page(2), Page(3)), "lettre.pdf");
        var text = opened.Document.Text;
        Assert.DoesNotContain("Lettre du réseau", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n2\n", text, StringComparison.Ordinal);
        Assert.True(text.Contains("La commune de Felletin a choisi de confier une ancienne gare à des associations qui la font vivre. La ressourcerie", StringComparison.Ordinal), text);
        Assert.Contains("Le projet de revitalisation se poursuit avec les habitants du quartier de la gare.", text, StringComparison.Ordinal);
        Assert.Contains("À Castillon-la-Bataille, des retraités", text, StringComparison.Ordinal);
        Assert.True(text.IndexOf("quartier de la gare", StringComparison.Ordinal) < text.IndexOf("À Saint-Loup", StringComparison.Ordinal));
    }

    internal static async Task<OpenedDocument> OpenAsync(byte[] bytes, string name)
    {
        using var content = new MemoryStream(bytes);
        return await DocumentFile.ReadAsync(content, name);
    }
}
