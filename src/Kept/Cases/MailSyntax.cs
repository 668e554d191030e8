using System.Net.Mail;

namespace Kept.Cases;

/// <summary>Whether something can be a mail address to write to: one plain address, no display name, no line breaks.</summary>
internal static class MailSyntax
{
    private const int Longest = 254;

    public static bool IsAddress(string text) =>
        text.Length <= Longest && !text.Any(char.IsControl) && !text.Contains('"', StringComparison.Ordinal)
        && MailAddress.TryCreate(text, out var address)
        && address.Address == text && address.Host.Contains('.', StringComparison.Ordinal);
}
