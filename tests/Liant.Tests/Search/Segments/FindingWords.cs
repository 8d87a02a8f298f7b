using System.Text;
using Liant.Modules.Search.Segments;
using Liant.Platform.Text;

namespace Liant.Tests.Search.Segments;

/// <summary>The table of words against a plain list of the same words.</summary>
public sealed class FindingWords
{
    [Fact]
    public void Each_word_is_found_each_beginning_is_a_range_and_nothing_else_is_there()
    {
        foreach (var words in Lists())
        {
            var table = WordTable.Of(words);
            Assert.Equal(words, Enumerable.Range(0, table.Count).Select(table.TextOf));
            foreach (var asked in words.Concat(words.Select(word => word + "a")).Concat(words.Select(word => word[..^1])).Append("").Append("zzzz").Append("œuf").Distinct())
            {
                Assert.Equal(words.IndexOf(asked), table.Find(asked));
                var (from, to) = table.Beginning(asked);
                Assert.Equal(words.Where(word => word.StartsWith(asked, StringComparison.Ordinal)), words[from..to]);
            }
        }
    }

    [Fact]
    public void Words_near_another_are_those_that_comparing_each_one_finds()
    {
        foreach (var words in Lists())
        {
            var table = WordTable.Of(words);
            foreach (var asked in words.Take(60).Concat(["abc", "aab", "bca", "cafe", "x", "abcabcabc"]))
            {
                foreach (var limit in new[] { 1, 2 })
                {
                    var expected = words.Index().Select(word => (word.Index, Distance: EditDistance.Within(word.Item, asked, limit))).Where(word => word.Distance is not null).Select(word => (word.Index, word.Distance!.Value));
                    Assert.Equal(expected, NearWords.Of(table, Encoding.UTF8.GetBytes(asked), limit));
                }
            }
        }
    }

    /// <summary>Few letters, so that words share their beginnings and lie near each other.</summary>
    private static IEnumerable<List<string>> Lists()
    {
        yield return [];
        yield return ["a"];
        for (var seed = 1; seed <= 12; seed++)
        {
            var random = new Random(seed);
            var words = Enumerable.Range(0, 40 * seed).Select(_ => string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => (char)('a' + random.Next(1 + seed % 4))))).ToHashSet();
            yield return [.. words.Order(StringComparer.Ordinal)];
        }
    }
}
