using Liant.Modules.Accounts.Spaces;
using Liant.Modules.Groups;
using Liant.Modules.Groups.Discussions;
using Liant.Modules.Groups.Meetings;
using Liant.Modules.Groups.Papers;
using Liant.Modules.Groups.Pathways;
using Liant.Platform.Files;

namespace Liant.Tests.World;

/// <summary>Groups of a space, made without their pages where a test is about something else.</summary>
internal static class Groups
{
    /// <summary>A group that has just closed, in which she was, spoke, gave a paper, answered a meeting and noted a step.</summary>
    public static Task CloseGroupAsync(this LiantHost host, Space space, Guid person) => host.WithDbAsync(async db =>
    {
        var group = Group.Open(Guid.CreateVersion7(), space.Id, new GroupDescription(GroupKind.Working, "Un groupe", "", IsOpen: false), host.Now);
        var discussion = Discussion.Start(Guid.CreateVersion7(), group, "Un sujet", host.Now);
        var meeting = Meeting.Convene(Guid.CreateVersion7(), group, new MeetingDescription("Une réunion", host.Now, null, "", ""), host.Now);
        using var content = new MemoryStream("Un texte."u8.ToArray());
        var file = await StoredFiles.AddAsync(db, content, "texte.txt", await StoredFiles.ChecksumAsync(content, TestContext.Current.CancellationToken), host.Now, TestContext.Current.CancellationToken);
        db.AddRange(group, GroupMember.Join(group, person, space.Id, host.Now), discussion, Message.Say(Guid.CreateVersion7(), discussion, person, "Bonjour", host.Now), meeting, Attendance.Of(meeting, person),
            Paper.Give(Guid.CreateVersion7(), group, null, file, "text/plain", person, host.Now), FollowUp.Note(Guid.CreateVersion7(), group, person, DateOnly.FromDateTime(host.Now.Date), "Vu le maire.", host.Now));
        group.Close(host.Now);
        await db.SaveChangesAsync();
    });
}
