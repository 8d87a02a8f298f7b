using Liant.Modules.Shared;
using Liant.Platform.Errors;

namespace Liant.Modules.Catalogue.Proposals;

/// <summary>The questions on a new sheet, for _ProposalFields.cshtml: those of a visitor, and of a draft of a space.</summary>
public sealed record ProposalFields(ProposalForm Form, SheetKind Kind, FieldErrors Errors)
{
    public FormField Box(string name, string label, string? value, string? hint = null, int rows = 1, bool required = false) => new(name, label, value, Errors.Of(name), hint, Rows: rows, IsRequired: required);
}
