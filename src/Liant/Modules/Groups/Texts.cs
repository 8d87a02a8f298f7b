namespace Liant.Modules.Groups;

/// <summary>Anchor of Texts.resx (fr) and Texts.en.resx.</summary>
public sealed class Texts;
