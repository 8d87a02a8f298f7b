using Liant.Modules.Accounts.People;

namespace Liant.Tests.Accounts;

public sealed class ChoosingAPassword
{
    [Theory]
    [InlineData("trois petits chats")]
    [InlineData("Vélo-2031-rouge")]
    [InlineData("mkqzvxwphtbd")]
    [InlineData("quatre mots sans rapport")]
    public void What_is_hard_to_guess_is_enough_whatever_its_characters(string password) => Assert.Null(PasswordRule.Refusal(password, "Camille Roux", "camille.roux@mairie.example"));

    [Theory]
    [InlineData("", "Password.TooWeak")]
    [InlineData("Aa1!Aa1!", "Password.TooWeak")]
    [InlineData("motdepasse", "Password.TooWeak")]
    [InlineData("aaaaaaaaaaaaaaaaaaaa", "Password.TooWeak")]
    [InlineData("azertyuiopqsdf", "Password.TooWeak")]
    [InlineData("12345678901234567890", "Password.TooWeak")]
    [InlineData("camille.roux2026", "Password.OwnName")]
    [InlineData("camille.roux@mairie.example", "Password.OwnName")]
    [InlineData("motdepasse12", "Password.TooWeak")]
    [InlineData("Bienvenue2026!", "Password.TooWeak")]
    [InlineData("azertyAZERTY!1", "Password.TooWeak")]
    public void What_is_easy_to_guess_is_refused(string password, string why) => Assert.Equal(why, PasswordRule.Refusal(password, "Camille Roux", "camille.roux@mairie.example"));

    [Fact]
    public void Two_hundred_characters_are_the_most() => Assert.Equal("Password.TooLong", PasswordRule.Refusal(new string('é', 100) + new string('a', 101), "", ""));
}
