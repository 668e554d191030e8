using System.Collections.Immutable;
using Kept.Domain.Messages;
using Kept.Staff.Passwords;

namespace Kept.Staff;

/// <summary>Something typed that cannot stay so: in which field, and the key of the text that says what to do.</summary>
internal sealed record InputProblem(string Field, string TextKey);

/// <summary>Rules for what people type about themselves or a colleague.</summary>
internal static class StaffInput
{
    public const int LongestName = 100;
    public const int LongestMail = 254;

    public static IEnumerable<InputProblem> CheckName(string name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName || name.Any(char.IsControl))
        {
            yield return new InputProblem("Name", "staff.problem.name");
        }
    }

    public static IEnumerable<InputProblem> CheckMail(string mail)
    {
        if (mail.Length > LongestMail || mail.Any(char.IsWhiteSpace) || !MailAddress.TryParse(mail, out _))
        {
            yield return new InputProblem("Mail", "staff.problem.mail");
        }
    }

    public static IEnumerable<InputProblem> Of(PasswordProblem? problem) =>
        problem is { } given ? [new InputProblem("Password", TextOf(given))] : [];

    public static ImmutableArray<InputProblem> All(params IEnumerable<InputProblem>[] problems) => [.. problems.SelectMany(some => some)];

    private static string TextOf(PasswordProblem problem) => problem switch
    {
        PasswordProblem.TooShort => "staff.problem.password.short",
        PasswordProblem.TooLong => "staff.problem.password.long",
        PasswordProblem.Common => "staff.problem.password.common",
        PasswordProblem.Name => "staff.problem.password.name",
    };
}
