using Liant.Modules.Search.Segments;

namespace Liant.Tests.Search.Segments;

public sealed class KeepingTexts
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_was_kept_is_read_back_whatever_its_length_and_the_file_has_no_name(bool inFile)
    {
        var folder = Directory.CreateTempSubdirectory("liant-test-").FullName;
        var (texts, random) = (new SheetTexts(inFile ? folder : null), new Random(3));
        var kept = new List<(long Place, string[] Texts)>();
        for (var i = 0; i < 6000; i++)
        {
            string[] some = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => new string((char)('a' + random.Next(26)), random.Next(8) == 0 ? random.Next(6000) : random.Next(300)) + (random.Next(2) == 0 ? "é€😀" : ""))];
            kept.Add((texts.Add(some), some));
        }

        texts.Close();
        Assert.Equal(inFile, kept[^1].Place < 0);
        Assert.True(kept[0].Place >= 0);
        Assert.Empty(Directory.GetFiles(folder));
        Parallel.ForEach(kept, one =>
        {
            Assert.Equal(one.Texts, texts.Read(one.Place));
            Assert.Equal(one.Texts[..1], texts.Read(one.Place, 1));
        });
        Directory.Delete(folder);
    }
}
