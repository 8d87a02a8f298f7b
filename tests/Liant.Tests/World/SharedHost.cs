using Liant.Tests.World;

[assembly: AssemblyFixture(typeof(SharedHost))]
[assembly: AssemblyFixture(typeof(PostgresCluster))]

namespace Liant.Tests.World;

/// <summary>One application on SQLite with the starter catalogue, for the tests that only read.</summary>
public sealed class SharedHost : IAsyncLifetime
{
    private LiantHost? host;

    public LiantHost Host => host!;

    public HttpClient Visitor => Host.Visitor;

    public async ValueTask InitializeAsync() => host = await LiantHost.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (host is not null)
        {
            await host.DisposeAsync();
            await Storage.DeleteTemplateAsync();
        }
    }
}
