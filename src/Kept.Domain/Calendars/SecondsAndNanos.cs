using NodaTime;

namespace Kept.Domain.Calendars;

/// <summary>An instant since 1970 or a length of time, as whole seconds and the nanoseconds (0 to 999,999,999) beyond them.</summary>
internal readonly record struct SecondsAndNanos(long Seconds, int Nanos)
{
    private const int NanosPerSecond = 1_000_000_000;

    public static SecondsAndNanos Of(Instant instant)
    {
        var seconds = instant.ToUnixTimeSeconds();
        return new(seconds, (int)(instant - Instant.FromUnixTimeSeconds(seconds)).ToInt64Nanoseconds());
    }

    public Instant ToInstant() => Instant.FromUnixTimeSeconds(Seconds).PlusNanoseconds(Nanos);

    public Duration ToDuration() => Duration.FromSeconds(Seconds).Plus(Duration.FromNanoseconds(Nanos));

    public bool IsMoreThan(long seconds) => Seconds > seconds || (Seconds == seconds && Nanos > 0);

    public static SecondsAndNanos operator +(SecondsAndNanos a, long seconds) => a with { Seconds = a.Seconds + seconds };

    public static SecondsAndNanos operator -(SecondsAndNanos a, long seconds) => a with { Seconds = a.Seconds - seconds };

    public static SecondsAndNanos operator -(SecondsAndNanos a, SecondsAndNanos b)
    {
        var nanos = a.Nanos - b.Nanos;
        return nanos < 0
            ? new(a.Seconds - b.Seconds - 1, nanos + NanosPerSecond)
            : new(a.Seconds - b.Seconds, nanos);
    }

    public static SecondsAndNanos operator +(SecondsAndNanos a, SecondsAndNanos b)
    {
        var nanos = a.Nanos + b.Nanos;
        return nanos >= NanosPerSecond
            ? new(a.Seconds + b.Seconds + 1, nanos - NanosPerSecond)
            : new(a.Seconds + b.Seconds, nanos);
    }
}
