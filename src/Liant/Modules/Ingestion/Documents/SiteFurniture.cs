using Liant.Platform.Imports;
using Liant.Platform.Text;

namespace Liant.Modules.Ingestion.Documents;

/// <summary>Blocks that the pages of a saved site repeat (address of the network, invitation to subscribe), learnt from a sample of them.</summary>
public sealed class SiteFurniture
{
    private const int MostPagesLookedAt = 20;

    private readonly HashSet<long> repeated;

    private SiteFurniture(HashSet<long> repeated) => this.repeated = repeated;

    /// <param name="pages">Paths of the pages of one site.</param>
    public static SiteFurniture Of(IReadOnlyList<string> pages)
    {
        var step = Math.Max(1, pages.Count / MostPagesLookedAt);
        var (times, looked) = (new Dictionary<long, int>(), 0);
        foreach (var page in pages.Where((_, rank) => rank % step == 0).Take(MostPagesLookedAt))
        {
            if (new FileInfo(page).Length > DocumentFile.MostCharacters)
            {
                continue;
            }

            try
            {
                foreach (var block in HtmlPage.BlocksOf(File.ReadAllText(page)).Select(block => Of(block.Text)).Distinct())
                {
                    times[block] = times.GetValueOrDefault(block) + 1;
                }

                looked++;
            }
            catch (UnreadableFile)
            {
                // It will say so itself when its turn comes.
            }
        }

        return new SiteFurniture(times.Where(block => block.Value >= 3 && 2 * block.Value > looked).Select(block => block.Key).ToHashSet());
    }

    public bool Holds(string block) => repeated.Contains(Of(block));

    private static long Of(string block) => new StableHash().Add(Fold.Words(block)).Value;
}
