using Kept.Settings;
using Kept.Staff.Passwords;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace Kept.Tests.Staff;

public sealed class PasswordRulesTests
{
    private static readonly PasswordRules Rules = new(Options.Create(new KeptSettings()));

    [Theory]
    [InlineData("copper lantern quiet river")]
    [InlineData("zz9-plural-z-alpha")]
    [InlineData("čaša žutog soka")]
    [InlineData("839204716352")]
    [InlineData("пароль из слов")]
    [InlineData("Mira likes copper lanterns")]
    public void Long_and_unusual_is_enough(string password) => Check(password).ShouldBeNull();

    [Theory]
    [InlineData("", PasswordProblem.TooShort)]
    [InlineData("elevenchars", PasswordProblem.TooShort)]
    [InlineData("passwordpassword", PasswordProblem.Common)]
    [InlineData("P@$$w0rd1234!", PasswordProblem.Common)]
    [InlineData("Password2026!!", PasswordProblem.Common)]
    [InlineData("qwertzuiop123", PasswordProblem.Common)]
    [InlineData("123456789012", PasswordProblem.Common)]
    [InlineData("abcdefghijklm", PasswordProblem.Common)]
    [InlineData("aaaaaaaaaaaaaaa", PasswordProblem.Common)]
    [InlineData("xyzpxyzpxyzpxyzp", PasswordProblem.Common)]
    [InlineData("Willkommen2026", PasswordProblem.Common)]
    [InlineData("SifraLozinka1", PasswordProblem.Common)]
    [InlineData("MillbrookCouncil", PasswordProblem.Name)]
    [InlineData("millbrook-2026", PasswordProblem.Name)]
    [InlineData("MiraKovac1984", PasswordProblem.Name)]
    [InlineData("mira.kovac@millbrook.example", PasswordProblem.Name)]
    public void What_is_guessed_first_is_refused(string password, PasswordProblem problem) => Check(password).ShouldBe(problem);

    [Fact]
    public void There_is_an_end_to_what_is_hashed() => Check(string.Concat(Enumerable.Range(0, 200))).ShouldBe(PasswordProblem.TooLong);

    private static PasswordProblem? Check(string password) => Rules.Check(password, "Mira Kovač", "mira.kovac@millbrook.example");
}
