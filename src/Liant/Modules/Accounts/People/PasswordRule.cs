using Liant.Platform.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Accounts.People;

/// <summary>
/// What makes a password: enough to guess, nothing else. Fifty bits where tries are limited (CNIL, délibération 2022-100 du 21 juillet 2022, case 2), counted from its length and from the kinds of characters
/// that it happens to have; no kind is asked for. Its own name or address, one character over and over, or the words that everybody takes first, are not enough to guess.
/// </summary>
internal sealed class PasswordRule(IStringLocalizer<Texts> texts) : IPasswordValidator<Person>
{
    public const double LeastBits = 50;

    public const int Longest = 200;

    private const int LeastDistinct = 5;

    /// <summary>What is left of a password without the words that are tried first.</summary>
    private const int LeastOwn = 8;

    /// <summary>They open the lists of passwords that were found, in France and elsewhere (published yearly by NordPass and by SplashData).</summary>
    private static readonly string[] TriedFirst =
        ["motdepasse", "password", "passw0rd", "azertyuiop", "azerty", "qwertyuiop", "qwerty", "bonjour", "bienvenue", "welcome", "soleil", "doudou", "loulou", "chouchou", "jetaime", "iloveyou", "marseille", "france", "administrateur", "admin", "secret", "letmein", "liant", "mairie"];

    public Task<IdentityResult> ValidateAsync(UserManager<Person> manager, Person user, string? password) => Task.FromResult(Refusal(password ?? "", user.Name, user.Email ?? "") is { } key
        ? IdentityResult.Failed(new IdentityError { Code = key, Description = texts[key] })
        : IdentityResult.Success);

    /// <summary>Key of the message; null when the password is good.</summary>
    public static string? Refusal(string password, string name, string email)
    {
        if (password.Length > Longest)
        {
            return "Password.TooLong";
        }

        if (Bits(password) < LeastBits || password.Distinct().Count() < LeastDistinct)
        {
            return "Password.TooWeak";
        }

        var folded = Fold.Words(password).Replace(" ", "", StringComparison.Ordinal);
        var own = Fold.Words($"{name} {email}").Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length > 2);
        var left = own.Aggregate(folded, (rest, word) => rest.Replace(word, "", StringComparison.Ordinal));
        if (left.Length < folded.Length && left.Length < LeastOwn)
        {
            return "Password.OwnName";
        }

        var rare = TriedFirst.Aggregate(folded, (rest, word) => rest.Replace(word, "", StringComparison.Ordinal));
        return (rare.Length < folded.Length && rare.Length < LeastOwn) || IsRun(password) ? "Password.TooWeak" : null;
    }

    public static double Bits(string password)
    {
        var alphabet = (password.Any(char.IsAsciiLetterLower) ? 26 : 0) + (password.Any(char.IsAsciiLetterUpper) ? 26 : 0) + (password.Any(char.IsAsciiDigit) ? 10 : 0) + (password.Any(c => !char.IsAsciiLetterOrDigit(c)) ? 30 : 0);
        return alphabet == 0 ? 0 : password.Length * Math.Log2(alphabet);
    }

    /// <summary>"123456789012", "abcdefghijkl", "azertyuiopqs": the keyboard or the alphabet in order.</summary>
    private static bool IsRun(string password)
    {
        const string keyboards = "azertyuiopqsdfghjklmwxcvbn|qwertyuiopasdfghjklzxcvbnm|abcdefghijklmnopqrstuvwxyz|01234567890123456789|";
        var lower = password.ToLowerInvariant();
        var follows = 0;
        for (var i = 1; i < lower.Length; i++)
        {
            follows += keyboards.Contains(lower.Substring(i - 1, 2), StringComparison.Ordinal) ? 1 : 0;
        }

        return follows * 10 >= (lower.Length - 1) * 9;
    }
}
