using System.Globalization;
using Kept.Api;
using Kept.Texts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kept.Keys;

/// <summary>
/// What a program hears about its key: problem details, and the fields of draft-ietf-httpapi-ratelimit-headers. Interfaces
/// that have an error form of their own take the fields from here and say the rest themselves.
/// </summary>
internal static class KeyAnswers
{
    private const string Policy = "per-minute";

    /// <summary>How much of the minute is left.</summary>
    public static void Tell(HttpResponse response, KeyRate rate)
    {
        response.Headers["RateLimit-Policy"] = string.Create(CultureInfo.InvariantCulture, $"\"{Policy}\";q={rate.PerMinute};w=60");
        response.Headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"{Policy}\";r={rate.Left};t={rate.Seconds}");
    }

    /// <summary>As <see cref="Tell"/>, and when to come again.</summary>
    public static void TellTooFast(HttpResponse response, KeyRate rate)
    {
        Tell(response, rate);
        response.Headers.RetryAfter = rate.Seconds.ToString(CultureInfo.InvariantCulture);
    }

    public static ProblemHttpResult TooFast(HttpResponse response, KeyRate rate, Words words)
    {
        TellTooFast(response, rate);
        return ApiProblem.Of(StatusCodes.Status429TooManyRequests, "too-fast", words, ("most", rate.PerMinute), ("seconds", rate.Seconds));
    }

    /// <summary>Of whoever has no good key; said of the address.</summary>
    public static ProblemHttpResult TooFastWithoutKey(HttpResponse response, KeyRate rate, Words words)
    {
        TellTooFast(response, rate);
        return ApiProblem.Of(StatusCodes.Status429TooManyRequests, "too-fast-without-key", words, ("most", rate.PerMinute), ("seconds", rate.Seconds));
    }

    /// <param name="isGiven">Whether there was a key at all; said only to whoever sent none.</param>
    public static ProblemHttpResult Refused(HttpResponse response, KeyRefusal why, bool isGiven, Words words)
    {
        response.Headers.WWWAuthenticate = isGiven ? "Bearer realm=\"Kept\", error=\"invalid_token\"" : "Bearer realm=\"Kept\"";
        return ApiProblem.Of(StatusCodes.Status401Unauthorized, isGiven ? CodeOf(why) : "key-needed", words);
    }

    /// <summary>Stable, for other error forms too: "key-unknown", "key-revoked", …</summary>
    public static string CodeOf(KeyRefusal why) => why switch
    {
        KeyRefusal.Unknown => "key-unknown",
        KeyRefusal.Revoked => "key-revoked",
        KeyRefusal.Expired => "key-expired",
        KeyRefusal.HolderGone => "key-holder-gone",
    };
}
