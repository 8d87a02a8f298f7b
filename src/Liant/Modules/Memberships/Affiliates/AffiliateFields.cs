using Liant.Platform.Errors;

namespace Liant.Modules.Memberships.Affiliates;

/// <summary>The fields of a member with their messages, for _AffiliateFields.cshtml.</summary>
/// <param name="IsRequest">Filled by the one who asks to join.</param>
public sealed record AffiliateFields(AffiliateForm Form, FieldErrors Errors, bool IsRequest);
