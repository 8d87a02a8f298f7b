using Liant.Modules.Accounts.Contract;

namespace Liant.Tests.HouseRules.Modules.Trespassing;

/// <summary>A bad example: uses the insides of another module, in a body, in a field and as a parameter.</summary>
internal sealed class Trespasser
{
    private readonly Lazy<Liant.Modules.Territories.OwnPoint?> point = new(() => null);

    public Viewer Allowed { get; } = Viewer.Visitor;

    public bool HasPoint => point.Value is not null;

    public static object InABody() => Liant.Modules.Search.Analysis.Lexicon.Read();

    public static int AsAParameter(IReadOnlyList<Liant.Modules.Catalogue.Sheet> sheets) => sheets.Count;
}
