using System.Text;
using Liant.Platform.Imports;
using Liant.Platform.Tables;
using Liant.Tests.World;

namespace Liant.Tests.Platform.Tables;

/// <summary>CSV files and workbooks as spreadsheets and databases write them.</summary>
public sealed class ReadingTables
{
    private const string French = "nom;ville;note\r\nL’Œuvre d’été;Saint-Étienne;Café à Noël, où ça ? Gîte près du château\r\nAtelier;Évry;Vélo, forêt, être, maïs\r\n";

    static ReadingTables() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData(65001, false, "UTF-8")]
    [InlineData(65001, true, "UTF-8")]
    [InlineData(1252, false, "Windows-1252")]
    [InlineData(10000, false, "Macintosh")]
    [InlineData(1200, true, "UTF-16")]
    [InlineData(1200, false, "UTF-16")]
    [InlineData(1201, true, "UTF-16")]
    [InlineData(1201, false, "UTF-16")]
    public void An_encoding_is_told_from_the_bytes(int page, bool hasMark, string name)
    {
        var encoding = Encoding.GetEncoding(page);
        using var table = Open([.. hasMark ? encoding.GetPreamble() : [], .. encoding.GetBytes(French)]);
        Assert.EndsWith(name, table.Format, StringComparison.Ordinal);
        Assert.Equal(["nom", "ville", "note"], table.Columns);
        Assert.Equal(["L’Œuvre d’été", "Saint-Étienne", "Café à Noël, où ça ? Gîte près du château"], table.Rows().First().Cells.AsEnumerable());
    }

    [Fact]
    public void Dos_is_told_from_windows_by_its_letters()
    {
        // Code page 850 has neither the curly apostrophe nor "œ".
        using var table = Open(Encoding.GetEncoding(850).GetBytes("nom;ville\r\nCafé à Noël;Saint-Étienne\r\nForêt;Évry\r\n"));
        Assert.EndsWith("DOS 850", table.Format, StringComparison.Ordinal);
        Assert.Equal(["Café à Noël", "Saint-Étienne"], table.Rows().First().Cells.AsEnumerable());
    }

    [Fact]
    public void A_letter_cut_by_the_reading_buffer_is_still_utf8()
    {
        foreach (var shift in Enumerable.Range(0, 4))
        {
            using var table = Open("nom;x\n" + new string('a', 262_130 + shift) + "é€😀é€😀;fin\n");
            Assert.EndsWith("UTF-8", table.Format, StringComparison.Ordinal);
            Assert.EndsWith("é€😀é€😀", table.Rows().Single().Cells[0], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(";", "point-virgule")]
    [InlineData(",", "virgule")]
    [InlineData("\t", "tabulation")]
    [InlineData("|", "barre verticale")]
    public void A_separator_is_told_from_the_heading(string separator, string name)
    {
        using var table = Open(string.Join(separator, "nom", "ville", "note") + "\n" + string.Join(separator, "Le Fil", "Niort", "a b") + "\n");
        Assert.Contains(name, table.Format, StringComparison.Ordinal);
        Assert.Equal(["Le Fil", "Niort", "a b"], table.Rows().Single().Cells.AsEnumerable());
    }

    [Fact]
    public void A_separator_said_on_the_first_line_is_taken_and_lines_count_it()
    {
        using var table = Open("sep=;\r\nnom;ville, pays;note\r\nLe Fil;Niort, France;x\r\n");
        Assert.Equal(["nom", "ville, pays", "note"], table.Columns);
        var row = table.Rows().Single();
        Assert.Equal((3L, "Niort, France"), (row.Line, row.Cells[1]));
    }

    [Fact]
    public void A_title_above_the_heading_is_passed_over_even_when_it_has_a_comma()
    {
        using var table = Open("Annuaire, édition de mars\n\nnom;ville;note\nLe Fil;Niort;x\n");
        Assert.Equal(["nom", "ville", "note"], table.Columns);
        var row = table.Rows().Single();
        Assert.Equal((4L, "Niort"), (row.Line, row.Cells[1]));
    }

    [Fact]
    public void A_title_above_the_heading_with_no_separator_at_all_is_passed_over()
    {
        using var table = Open("Annuaire des lieux\nnom;ville;note\nLe Fil;Niort;x\n");
        Assert.Equal(["nom", "ville", "note"], table.Columns);
        Assert.Equal("Niort", table.Rows().Single().Cells[1]);
    }

    [Fact]
    public void Rows_glued_from_another_file_are_read_with_their_own_separator()
    {
        using var table = Open("nom;ville;note\nLe Fil;Niort;x\nLa Maille,Niort,\"a, b\"\nLe Noeud\tNiort\ty\n");
        Assert.Equal([["Le Fil", "Niort", "x"], ["La Maille", "Niort", "a, b"], ["Le Noeud", "Niort", "y"]], table.Rows().Select(row => row.Cells));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Line_ends_of_every_system_are_read_and_counted(string end)
    {
        using var table = Open(string.Join(end, "nom;ville", "Le Fil;Niort", "", "La Maille;Évry", ""));
        Assert.Equal([(2L, "Niort"), (4L, "Évry")], table.Rows().Select(row => (row.Line, row.Cells[1]!)));
        Assert.Equal(2, table.RowCount);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void A_line_end_in_quotes_stays_in_its_cell_and_a_row_is_where_it_begins(string end)
    {
        using var table = Open($"nom;note{end}\"Le Fil\";\"un{end}deux{end}trois \"\"ou\"\" quatre\"{end}La Maille;x{end}");
        var rows = table.Rows().ToList();
        Assert.Equal($"un{end}deux{end}trois \"ou\" quatre", rows[0].Cells[1]);
        Assert.Equal((2L, 5L), (rows[0].Line, rows[1].Line));
    }

    [Fact]
    public void Headings_are_all_different_and_none_is_empty()
    {
        using var table = Open(" Nom ;ville;;VILLE;\"sur deux\nlignes\";ville;;\nA;B;C;D;E;F;;\n");
        Assert.Equal(["Nom", "ville", "colonne 3", "VILLE (2)", "sur deux lignes", "ville (3)"], table.Columns);
        var row = table.Rows().Single();
        Assert.Equal(["A", "B", "C", "D", "E", "F"], row.Cells.AsEnumerable());
        Assert.Null(row.Problem);
    }

    [Fact]
    public void A_row_with_more_cells_than_headings_says_so_and_a_shorter_one_is_read()
    {
        using var table = Open("nom;ville\nLe Fil;Niort;en trop\nLa Maille\n");
        var rows = table.Rows().ToList();
        Assert.Contains("3 cellules pour 2 colonnes", rows[0].Problem, StringComparison.Ordinal);
        Assert.Equal(["La Maille", null], rows[1].Cells.AsEnumerable());
        Assert.Null(rows[1].Problem);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("  \r\n \n")]
    [InlineData(";;;\n;;\n")]
    public void An_empty_file_is_refused_in_words(string text) =>
        Assert.Contains("vide", Assert.Throws<UnreadableFile>(() => Open(text).RowCount).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_with_only_its_heading_has_no_row()
    {
        using var table = Open("nom;ville\n");
        Assert.Equal(0, table.RowCount);
        Assert.Empty(table.Rows());
    }

    [Fact]
    public void Rows_are_the_same_when_read_again()
    {
        using var table = Open(French);
        Assert.Equal(table.Rows().Select(row => string.Join('|', row.Cells)), table.Rows().Select(row => string.Join('|', row.Cells)));
    }

    [Fact]
    public void A_workbook_gives_dates_codes_booleans_and_numbers_as_they_are_shown()
    {
        using var table = TableFile.Open(Workbooks.Of(new Workbooks.Worksheet("Lieux", Workbooks.Row(1, "nom", "signé le", "code", "ouvert", "lat", "vu le", "somme", "calcul") + """
            <row r="2"><c r="A2" t="inlineStr"><is><t>Le </t></is></c><c r="B2" s="1"><v>46000</v></c><c r="C2" s="2"><v>1004</v></c><c r="D2" t="b"><v>1</v></c><c r="E2"><v>47.3512</v></c><c r="F2" s="3"><v>46000.5</v></c><c r="G2"><v>21667</v></c><c r="H2" t="str"><f>A2</f><v>Fil</v></c></row>
            """)));
        Assert.Contains("Excel", table.Format, StringComparison.Ordinal);
        Assert.Equal(["Le", "2025-12-09", "01004", "oui", "47.3512", "2025-12-09 12:00", "21667", "Fil"], table.Rows().Single().Cells.AsEnumerable());
    }

    [Fact]
    public void A_cell_in_error_is_empty_and_does_not_stop_the_reading()
    {
        using var table = TableFile.Open(Workbooks.Of(new Workbooks.Worksheet("Lieux", Workbooks.Row(1, "nom", "code") + """<row r="2"><c r="A2" t="inlineStr"><is><t>Le Fil</t></is></c><c r="B2" t="e"><v>#REF!</v></c></row>""" + Workbooks.Row(3, "La Maille", "2"))));
        Assert.Equal(2, table.RowCount);
        Assert.Equal("Le Fil", table.Rows().First().Cells[0]);
    }

    [Fact]
    public void The_first_visible_sheet_with_something_in_it_is_read_and_the_others_are_told()
    {
        using var table = TableFile.Open(Workbooks.Of(
            new Workbooks.Worksheet("Cachée", Workbooks.Row(1, "secret", "x") + Workbooks.Row(2, "a", "b"), "hidden"), new Workbooks.Worksheet("Vide", ""),
            new Workbooks.Worksheet("Lieux", Workbooks.Row(1, "Titre du classeur") + Workbooks.Row(3, "nom", "ville") + Workbooks.Row(6, "Le Fil", "Niort")), new Workbooks.Worksheet("Autre", Workbooks.Row(1, "n", "v"))));
        Assert.Contains("« Lieux » (1 autre non lue)", table.Format, StringComparison.Ordinal);
        Assert.Equal(["nom", "ville"], table.Columns);
        var row = table.Rows().Single();
        Assert.Equal((6L, "Niort"), (row.Line, row.Cells[1]));
    }

    [Fact]
    public void A_workbook_with_nothing_to_see_is_refused_in_words()
    {
        Assert.Contains("vide", Assert.Throws<UnreadableFile>(() => TableFile.Open(Workbooks.Of(new Workbooks.Worksheet("Vide", "")))).Message, StringComparison.Ordinal);
        Assert.Contains("vide", Assert.Throws<UnreadableFile>(() => TableFile.Open(Workbooks.Of(new Workbooks.Worksheet("Cachée", Workbooks.Row(1, "a", "b"), "veryHidden")))).Message, StringComparison.Ordinal);
    }

    private static TableFile Open(string text) => Open(Encoding.UTF8.GetBytes(text));

    private static TableFile Open(byte[] bytes) => TableFile.Open(new MemoryStream(bytes));
}
