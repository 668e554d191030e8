using System.Security.Cryptography;

namespace Kept.Chrome.Errors;

/// <summary>What an error page, or the answer of the API in its place, has to say.</summary>
/// <param name="Id">Stands in the log beside the exception; for 500 and 503.</param>
/// <param name="RetryAfter">Seconds.</param>
/// <param name="BackTo">Path of the page with the form, where going back in the browser leads nowhere.</param>
/// <param name="AtTheDesk">Somebody who works here went wrong at their work: the desk stays around the page.</param>
internal sealed record ErrorView(
    int Status, string? Id = null, int? RetryAfter = null, bool SessionGone = false, PostedForm? Form = null, bool AtTheDesk = false,
    string? BackTo = null)
{
    private static readonly HashSet<int> WithWords = [400, 403, 404, 405, 413, 429, 500, 503];

    /// <summary>The key of the texts: every status has words, rare ones those of their family.</summary>
    public string Key =>
        SessionGone ? "error.session"
        : WithWords.Contains(Status) ? $"error.{Status}"
        : Status >= 500 ? "error.500" : "error.400";

    /// <summary>Short enough to be read out on the telephone.</summary>
    public static string NewId() => RandomNumberGenerator.GetString("23456789ABCDEFGHJKMNPQRSTVWXYZ", 8);
}
