namespace Liant.Modules.Accounts.Contract;

/// <summary>What a one-time link opens. One made for a purpose serves no other.</summary>
public enum LinkPurpose
{
    /// <summary>Making the first administrator; printed in the terminal.</summary>
    FirstAdministrator,

    /// <summary>Signing in without a password, or with one that was forgotten.</summary>
    SignIn,

    /// <summary>Joining a space.</summary>
    Invitation,

    /// <summary>Confirming that a sheet is still true.</summary>
    SheetConfirmation,

    /// <summary>Following a search by mail.</summary>
    Alert,
}

internal static class LinkPurposes
{
    /// <summary>A link to sign in crosses mail servers in clear: it lives a quarter of an hour. An invitation waits for somebody's holidays.</summary>
    public static TimeSpan Validity(this LinkPurpose purpose) => purpose switch
    {
        LinkPurpose.SignIn => TimeSpan.FromMinutes(15),
        LinkPurpose.Invitation => TimeSpan.FromDays(30),
        LinkPurpose.Alert => TimeSpan.FromDays(3),
        LinkPurpose.SheetConfirmation => TimeSpan.FromDays(60),
        _ => TimeSpan.FromDays(1),
    };
}
