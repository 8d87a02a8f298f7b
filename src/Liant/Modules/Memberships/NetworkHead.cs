namespace Liant.Modules.Memberships;

/// <summary>What each page of a network's managers begins with, for _Head.cshtml: the way back, the title, what was done, what stands in the way.</summary>
/// <param name="Title">Key.</param>
public sealed record NetworkHead(NetworkPage Page, string Title, string? Of = null);
