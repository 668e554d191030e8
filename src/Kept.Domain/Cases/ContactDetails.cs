using Kept.Domain.Messages;

namespace Kept.Domain.Cases;

/// <summary>What a resident told about themselves; everything may be missing.</summary>
public sealed record ContactDetails(string? Name = null, string? Mail = null, string? Phone = null, string? Address = null)
{
    public static ContactDetails None { get; } = new();

    /// <summary>See <see cref="KeyOfMail"/>.</summary>
    public string? MailKey => string.IsNullOrWhiteSpace(Mail) ? null : KeyOfMail(Mail);

    /// <summary>The last nine digits: the same for "+44 7700 900123" and "07700 900 123".</summary>
    public string? PhoneKey => string.IsNullOrWhiteSpace(Phone) ? null : KeyOfPhone(Phone);

    /// <summary>
    /// One for all ways to write the same mailbox, so that nobody gets more mail, or more tries, by another spelling. Lower case, as
    /// mailbox names that differ only in case belong to one person everywhere that matters.
    /// </summary>
    public static string KeyOfMail(string mail) =>
        MailAddress.TryParse(mail, out var address) ? address.Key : mail.Trim().ToLowerInvariant();

    /// <summary>Null when there are too few digits to mean anything (fewer than five).</summary>
    public static string? KeyOfPhone(string phone)
    {
        var digits = string.Concat(phone.Where(char.IsAsciiDigit));
        return digits.Length < 5 ? null : digits.Length <= 9 ? digits.TrimStart('0') : digits[^9..];
    }
}
