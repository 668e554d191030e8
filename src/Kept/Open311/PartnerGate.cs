using System.Globalization;
using Kept.Keys;
using Kept.Open311.Formats;
using Kept.Texts;
using Microsoft.Extensions.Options;

namespace Kept.Open311;

/// <summary>Whether somebody comes in, and as whom.</summary>
internal abstract record Admission
{
    private Admission()
    {
    }

    /// <summary>How much of the minute is left, of the key or of the address; null where nothing is counted.</summary>
    public KeyRate? Rate { get; init; }

    /// <param name="Partner">Null for whoever reads without a key.</param>
    public sealed record Admitted(KeyPartner? Partner) : Admission;

    public sealed record Refused(GeoAnswer Answer) : Admission;
}

/// <summary>Looks at the api_key of a request.</summary>
internal sealed class PartnerGate(KeyCheck keys, KeylessRates keyless, IHttpContextAccessor accessor, IOptions<Open311Settings> settings, Words words)
{
    /// <summary>Anybody, where the setting says so; a key that was given has to be good all the same.</summary>
    public Task<Admission> ForReadingAsync(string? key, CancellationToken cancellationToken) =>
        key is null && settings.Value.OpenReading
            ? Task.FromResult(WithoutKey(new Admission.Admitted(null)))
            : AskAsync(key, settings.Value.OpenReading ? KeyRights.None : KeyRights.Open311Read, cancellationToken);

    /// <summary>Partners whose key has this right.</summary>
    public async Task<Admission> AskAsync(string? key, KeyRights right, CancellationToken cancellationToken)
    {
        switch (await keys.CheckAsync(key, cancellationToken))
        {
            case KeyAnswer.Accepted { Holder: { Partner: { } partner } holder } when holder.May(right):
                return new Admission.Admitted(partner) { Rate = holder.Rate };
            case KeyAnswer.Accepted accepted:
                return Refuse(403, "open311.key.right") with { Rate = accepted.Holder.Rate };
            case KeyAnswer.TooFast slow:
                return TooFast(slow.Rate, "open311.key.tooFast");
            default:
                return WithoutKey(Refuse(403, key is null ? "open311.key.missing" : "open311.key.unknown"));
        }
    }

    /// <summary>Counted by the address, as it comes without a good key.</summary>
    private Admission WithoutKey(Admission admission) =>
        keyless.Take(accessor.HttpContext?.Connection.RemoteIpAddress, out var rate) ? admission with { Rate = rate } : TooFast(rate!.Value, "open311.tooFast");

    private Admission.Refused TooFast(KeyRate rate, string text)
    {
        var wait = GeoAnswer.Errors(429, words[text, ("perMinute", rate.PerMinute.ToString(CultureInfo.InvariantCulture))]);
        return new Admission.Refused(wait with { RetryAfter = rate.Seconds }) { Rate = rate };
    }

    private Admission.Refused Refuse(int status, string text) => new(GeoAnswer.Errors(status, words[text]));
}
