using Microsoft.Playwright;

namespace Liant.Browser.World;

internal static class Neighbours
{
    private static int last;

    /// <summary>From an address of her own: tries of forms are counted by address, and the journeys of all tests leave from one machine.</summary>
    public static Task ComeFromElsewhereAsync(this IPage page) =>
        page.Context.SetExtraHTTPHeadersAsync([new("X-Forwarded-For", $"203.0.113.{Interlocked.Increment(ref last) % 250 + 1}")]);
}
