using System.Collections.Frozen;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Kept.Settings;

namespace Kept.Staff.Passwords;

public enum PasswordProblem
{
    TooShort,
    TooLong,

    /// <summary>Among the first that anybody guesses.</summary>
    Common,

    /// <summary>Made of the name of the organisation or the person.</summary>
    Name,
}

/// <summary>
/// Length instead of composition rules, as NIST SP 800-63B section 3.1.1.2 advises: at least twelve characters, any
/// characters, and none of those that are tried first.
/// </summary>
internal sealed class PasswordRules(IOptions<KeptSettings> settings)
{
    public const int ShortestLength = 12;
    public const int LongestLength = 200;

    /// <summary>What people put together when they need a longer password, in the shipped languages.</summary>
    private static readonly FrozenSet<string> CommonWords = FrozenSet.ToFrozenSet(
    [
        "password", "passwort", "kennwort", "lozinka", "zaporka", "sifra", "jelszo", "passphrase", "passcode", "secret", "geheim", "tajna", "titkos",
        "letmein", "welcome", "willkommen", "dobrodosli", "udvozlet", "iloveyou", "ichliebedich", "volimte", "szeretlek", "changeme", "default",
        "login", "signin", "admin", "administrator", "root", "user", "guest", "test", "demo", "access", "office", "council", "city", "work",
        "qwerty", "qwertz", "qwertyuiop", "qwertzuiop", "asdfgh", "asdfghjkl", "zxcvbn", "zxcvbnm", "yxcvbnm", "qazwsx", "qweasd", "zaqxsw",
        "monkey", "dragon", "football", "baseball", "fussball", "nogomet", "hajduk", "dinamo", "sunshine", "princess", "superman", "batman",
        "summer", "winter", "spring", "autumn", "sommer", "fruhling", "herbst", "ljeto", "zima", "nyar", "tel", "hello", "hallo", "master", "my", "the",
        "is", "this", "love", "you", "new", "first", "long", "very", "good", "strong", "safe",
        "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december",
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "kept", "abc", "abcd", "abcdef", "abcdefgh", "abcdefghijkl",
    ], StringComparer.Ordinal);

    public PasswordProblem? Check(string password, string name, string mail)
    {
        if (password.Length < ShortestLength)
        {
            return PasswordProblem.TooShort;
        }

        if (password.Length > LongestLength)
        {
            return PasswordProblem.TooLong;
        }

        var letters = LettersOf(password);
        if (IsMadeOf(letters, CommonWords) || IsRun(password) || IsRepeated(password))
        {
            return PasswordProblem.Common;
        }

        return IsMadeOf(letters, CommonWords.Concat(NamesFrom(name, mail)).ToFrozenSet(StringComparer.Ordinal)) ? PasswordProblem.Name : null;
    }

    private IEnumerable<string> NamesFrom(string name, string mail) =>
        new[] { settings.Value.Organisation.Name, name, mail, mail.Split('@')[0] }
            .SelectMany(text => text.Split([' ', '@', '.', '-', '_'], StringSplitOptions.RemoveEmptyEntries).Append(text))
            .Select(LettersOf)
            .Where(word => word.Length > 1);

    /// <summary>Small letters without accents, with "p4$$w0rd" read as "password"; digits and signs at both ends count for nothing.</summary>
    private static string LettersOf(string text)
    {
        var letters = new StringBuilder(text.Length);
        foreach (var character in text.Trim('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '!', '?', '.', '#', '*', ' ')
            .Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            var read = character switch
            {
                '0' => 'o', '1' or '!' => 'i', '3' => 'e', '4' or '@' => 'a', '5' or '$' => 's', '7' => 't',
                _ => character,
            };
            if (read is >= 'a' and <= 'z' || read > 0x17F && char.IsLetter(read))
            {
                letters.Append(read);
            }
        }

        return letters.ToString();
    }

    /// <summary>"123456789012", "abcdefghijkl", "210987654321".</summary>
    private static bool IsRun(string text)
    {
        var steps = text.Zip(text.Skip(1), (left, right) => right - left).Select(step => step is 9 or -9 ? -Math.Sign(step) : step);
        return steps.Distinct().Count() == 1;
    }

    /// <summary>"aaaaaaaaaaaa", "abcabcabcabc": the same few characters over and over.</summary>
    private static bool IsRepeated(string text) => text.Distinct().Count() < 5
        || Enumerable.Range(1, 6).Any(period => text.Skip(period).Zip(text, (later, earlier) => later == earlier).All(same => same));

    /// <summary>Whether the whole text is words of this set, one after the other.</summary>
    private static bool IsMadeOf(string text, FrozenSet<string> words)
    {
        var reached = new bool[text.Length + 1];
        reached[0] = true;
        for (var end = 1; end <= text.Length; end++)
        {
            for (var start = Math.Max(0, end - 60); start < end && !reached[end]; start++)
            {
                reached[end] = reached[start] && words.Contains(text[start..end]);
            }
        }

        return text.Length > 0 && reached[text.Length];
    }
}

/// <summary>The same rules for whatever goes through Identity itself.</summary>
internal sealed class PasswordRulesForIdentity(PasswordRules rules) : IPasswordValidator<StaffMember>
{
    public Task<IdentityResult> ValidateAsync(UserManager<StaffMember> manager, StaffMember user, string? password) =>
        Task.FromResult(rules.Check(password ?? "", user.Name, user.Mail) is { } problem
            ? IdentityResult.Failed(new IdentityError { Code = problem.ToString(), Description = problem.ToString() })
            : IdentityResult.Success);
}
