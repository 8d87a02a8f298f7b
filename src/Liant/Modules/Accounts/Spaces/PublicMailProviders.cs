using System.Text.Json;

namespace Liant.Modules.Accounts.Spaces;

/// <summary>Domains where anyone may have an address: small town halls write from there, and such an address proves nothing of whom one works for.</summary>
internal static class PublicMailProviders
{
    private static readonly HashSet<string> Known = Read();

    public static bool Has(string domain) => Known.Any(known => domain.Equals(known, StringComparison.OrdinalIgnoreCase) || domain.EndsWith("." + known, StringComparison.OrdinalIgnoreCase));

    private static HashSet<string> Read()
    {
        using var stream = typeof(PublicMailProviders).Assembly.GetManifestResourceStream("Liant.Modules.Accounts.Vocabulary.public-mail-providers.json")!;
        return [.. JsonSerializer.Deserialize<string[]>(stream)!];
    }
}
