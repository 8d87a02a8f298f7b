using Liant.Platform.Errors;

namespace Liant.Modules.Accounts.Spaces;

/// <summary>The fields of a space with their messages, for _SpaceFields.cshtml.</summary>
public sealed record SpaceFields(SpaceForm Form, FieldErrors Errors);
