using Liant.Modules.Shared;

namespace Liant.Modules.Catalogue.Entry;

/// <param name="Form">As stored, or as typed.</param>
public sealed record SheetFormView(EntryPage Page, SheetForm Form)
{
    public FormField Field(string name, string label, string? value, int rows = 1, bool required = false, string? hint = null) =>
        new(name, label, value, Page.ErrorOf(name), hint, Rows: rows, IsRequired: required);
}
