namespace Liant.Modules.Catalogue.Entry;

/// <param name="Form">As stored, or as typed.</param>
public sealed record SheetFormView(EntryPage Page, SheetForm Form)
{
    public FieldBox Field(string name, string label, string? value, int rows = 1, bool required = false, string? hint = null) =>
        new(name, label, value, Page.ErrorOf(name), rows, required, hint);
}

/// <summary>One labelled field with its hint and its message.</summary>
public sealed record FieldBox(string Name, string Label, string? Value, string? Error, int Rows, bool Required, string? Hint);
