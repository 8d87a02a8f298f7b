using Liant.Platform.Text;

namespace Liant.Modules.Memberships.Affiliates;

internal static class TypedName
{
    /// <summary>What is looked for among names, no longer than a name.</summary>
    public static string AsName(this string? typed) => (typed ?? "").Cut(Affiliate.LongestName);
}
