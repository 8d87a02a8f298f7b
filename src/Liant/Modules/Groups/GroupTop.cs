namespace Liant.Modules.Groups;

/// <summary>What each page of a group begins with, for _Top.cshtml: the way back, the title, what was done, what stands in the way.</summary>
/// <param name="IsFirst">The group's own page, where the way back is the space.</param>
public sealed record GroupTop(GroupPage Page, string Title, bool IsFirst = false, string? Lang = null);
