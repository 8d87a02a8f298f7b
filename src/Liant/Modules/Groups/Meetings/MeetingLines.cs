namespace Liant.Modules.Groups.Meetings;

/// <summary>For _Meetings.cshtml.</summary>
/// <param name="Path">Of the group.</param>
public sealed record MeetingLines(string Path, IReadOnlyList<Meeting> Meetings);
