using Liant.Platform.Database;
using Liant.Tests.HouseRules.Modules.Trespassing;

namespace Liant.Tests.HouseRules;

/// <summary>Boundaries are namespaces held by these tests, not projects (docs/architecture.md).</summary>
public sealed class ModuleBoundaries
{
    private static readonly Type[] LiantTypes = typeof(LiantApp).Assembly.GetTypes();

    [Fact]
    public void A_module_uses_of_another_only_its_contract() => Assert.Empty(Trespasses(LiantTypes));

    [Fact]
    public void Trespassing_is_seen_in_a_body_in_a_field_and_in_a_parameter() =>
        Assert.Equal(["Catalogue", "Search", "Territories"], Trespasses([typeof(Trespasser)]).Select(line => line.Split(" → Liant.Modules.")[1].Split('.')[0]).Order(StringComparer.Ordinal));

    [Fact]
    public void The_platform_names_no_module() => Assert.Empty(ModulesNamed(LiantTypes.Where(type => type.Namespace?.StartsWith("Liant.Platform", StringComparison.Ordinal) == true)));

    [Fact]
    public void A_platform_that_names_a_module_is_seen() => Assert.NotEmpty(ModulesNamed([typeof(Trespasser)]));

    [Fact]
    public void Many_types_were_looked_at()
    {
        Assert.True(LiantTypes.Count(type => TypeUse.ModuleOf(type) is not null) > 80);
        Assert.Contains(typeof(LiantDb), TypeUse.UsedBy(typeof(Liant.Modules.Catalogue.Loading.SheetLoader)));
        Assert.Contains(LiantTypes, type => type.Namespace == "AspNetCoreGeneratedDocument" && TypeUse.ModuleOf(type) is not null);
    }

    /// <summary>Shared holds the layout and the components that every module may use.</summary>
    private static List<string> Trespasses(IEnumerable<Type> types) => types.Where(type => type.DeclaringType is null && TypeUse.ModuleOf(type) is not null)
        .SelectMany(type => TypeUse.UsedBy(type).Where(used => TypeUse.ModuleOf(used) is { } other && other != TypeUse.ModuleOf(type) && other != "Shared"
                && used.Namespace!.StartsWith("Liant.Modules.", StringComparison.Ordinal) && !$"{used.Namespace}.".Contains($".{other}.Contract.", StringComparison.Ordinal))
            .Select(used => $"{type.FullName} → {used.FullName}"))
        .Order(StringComparer.Ordinal).ToList();

    private static List<string> ModulesNamed(IEnumerable<Type> types) => types
        .SelectMany(type => TypeUse.UsedBy(type).Where(used => used.FullName!.StartsWith("Liant.Modules.", StringComparison.Ordinal)).Select(used => $"{type.FullName} → {used.FullName}")).ToList();
}
