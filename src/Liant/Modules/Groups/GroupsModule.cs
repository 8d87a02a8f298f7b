using Liant.Modules.Groups.Letters;
using Liant.Modules.Groups.Meetings;
using Liant.Modules.Groups.Papers;
using Liant.Platform;
using Liant.Platform.Checks;
using Liant.Platform.Database;
using Liant.Platform.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Liant.Modules.Groups;

internal sealed class GroupsModule : LiantModule
{
    public override string Name => "groups";

    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton<GroupLetters>();
        services.AddHostedService(provider => provider.GetRequiredService<GroupLetters>());
    }

    public override void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapMeetingCalendar();
        routes.MapPaperDownload();
    }

    public override IEnumerable<Processing> Processings => GroupsRegister.Processings;

    public override IAsyncEnumerable<KeptAbout> AboutAsync(LiantDb db, Someone person, CancellationToken cancel) => PersonInGroups.AboutAsync(db, person, cancel);

    public override Task ForgetAsync(LiantDb db, Someone person, CancellationToken cancel) => PersonInGroups.ForgetAsync(db, person, cancel);

    public override Task LeaveAsync(LiantDb db, Guid person, Guid space, CancellationToken cancel) => db.Set<GroupMember>().Where(member => member.PersonId == person && member.SpaceId == space).ExecuteDeleteAsync(cancel);

    public override IAsyncEnumerable<Finding> CheckAsync(IServiceProvider services, CancellationToken cancel) => GroupsCheck.FindAsync(services, cancel);
}
