using Microsoft.AspNetCore.Http.HttpResults;

namespace Liant.Modules.Accounts.SigningIn;

/// <summary>Where one goes once in: a page of this site only.</summary>
internal static class ReturnPath
{
    public static string Of(string? asked) => RedirectHttpResult.IsLocalUrl(asked) ? asked! : "/compte";
}
