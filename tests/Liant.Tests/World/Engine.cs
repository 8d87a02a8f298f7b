namespace Liant.Tests.World;

/// <summary>The two engines that every storage test runs on.</summary>
public enum Engine
{
    Sqlite,
    PostgreSql,
}
