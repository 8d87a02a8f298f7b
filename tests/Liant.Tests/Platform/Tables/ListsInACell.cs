using FsCheck;
using FsCheck.Fluent;
using Liant.Platform.Tables;

namespace Liant.Tests.Platform.Tables;

/// <summary>Lists and rows written into one cell and read back.</summary>
public sealed class ListsInACell
{
    [Fact]
    public void Any_list_reads_back_as_it_was() =>
        Prop.ForAll(Items().ListOf().Select(items => items.Distinct().ToList()).ToArbitrary(), items => CellText.ToList(CellText.OfList(items)).SequenceEqual(items)).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_rows_read_back_as_they_were() =>
        Prop.ForAll(Gen.OneOf(Items().Select(item => (string?)item), Gen.Constant<string?>(null)).ArrayOf(4).ListOf().ToArbitrary(), rows =>
        {
            var kept = rows.Where(row => row.Any(part => part is not null)).Select(WithoutEnd);
            return CellText.ToRows(CellText.OfRows(rows)).Select(WithoutEnd).Select(Shown).SequenceEqual(kept.Select(Shown));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("habitat | services", "habitat", "services")]
    [InlineData("habitat;services", "habitat", "services")]
    [InlineData("habitat\r\nservices\n", "habitat", "services")]
    [InlineData(" | habitat ||  ", "habitat")]
    [InlineData("C:\\ateliers", "C:\\ateliers")]
    [InlineData("a\\", "a\\")]
    [InlineData("un, deux", "un, deux")]
    public void Lists_as_people_write_them_are_read(string cell, params string[] items) => Assert.Equal(items, CellText.ToList(cell));

    [Fact]
    public void Nothing_is_an_empty_cell()
    {
        Assert.Null(CellText.OfList([]));
        Assert.Null(CellText.OfRows([]));
        Assert.Empty(CellText.ToList(null));
        Assert.Empty(CellText.ToRows("  \n | \n"));
    }

    /// <summary>Texts as sheets hold them: not blank, trimmed, their line ends as "\n"; with every character that means something in a cell.</summary>
    private static Gen<string> Items() => Gen.Elements('\\', '|', '\n', ';', 'n', ' ', 'a', 'é', '"', '\'', ',')
        .ListOf().Select(letters => string.Concat(letters).Trim()).Where(text => text.Length > 0);

    private static string?[] WithoutEnd(string?[] row) => [.. row.Reverse().SkipWhile(part => part is null).Reverse()];

    private static string Shown(string?[] row) => string.Join('\u0001', row.Select(part => part ?? "\u0002"));
}
