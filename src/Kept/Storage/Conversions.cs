using Kept.Domain.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using NodaTime;

namespace Kept.Storage;

/// <summary>
/// How values of our own are stored. An <see cref="Instant"/> is microseconds since 1970 on SQLite and
/// <c>timestamptz</c> on PostgreSQL; both keep microseconds.
/// </summary>
internal static class Conversions
{
    public static void Configure(ModelConfigurationBuilder configuration, bool postgres)
    {
        if (postgres)
        {
            configuration.Properties<Instant>().HaveConversion<InstantAsTimestamp>();
        }
        else
        {
            configuration.Properties<Instant>().HaveConversion<InstantAsMicroseconds>();
        }

        configuration.Properties<LocalDate>().HaveConversion<DayAsNumber>();
        configuration.Properties<CaseId>().HaveConversion<CaseIdAsNumber>();
        configuration.Properties<Reference>().HaveConversion<ReferenceAsText>();
        configuration.Properties<Secret>().HaveConversion<SecretAsText>();
        configuration.Properties<Enum>().HaveConversion<string>();
    }

    public static long ToMicroseconds(Instant instant) => (instant - Instant.FromUnixTimeTicks(0)).ToInt64Nanoseconds() / 1000;

    public static Instant FromMicroseconds(long microseconds) => Instant.FromUnixTimeTicks(microseconds * 10);

    public static int ToNumber(LocalDate day) => (day.Year * 10_000) + (day.Month * 100) + day.Day;

    public static LocalDate FromNumber(int day) => new(day / 10_000, day / 100 % 100, day % 100);

    private sealed class InstantAsMicroseconds() : ValueConverter<Instant, long>(
        instant => ToMicroseconds(instant), microseconds => FromMicroseconds(microseconds));

    private sealed class InstantAsTimestamp() : ValueConverter<Instant, DateTime>(
        instant => instant.ToDateTimeUtc(), timestamp => Instant.FromDateTimeUtc(DateTime.SpecifyKind(timestamp, DateTimeKind.Utc)));

    /// <summary>20260311: sorts, and reads the same on both databases.</summary>
    private sealed class DayAsNumber() : ValueConverter<LocalDate, int>(day => ToNumber(day), number => FromNumber(number));

    private sealed class CaseIdAsNumber() : ValueConverter<CaseId, long>(id => id.Value, value => new CaseId(value));

    private sealed class ReferenceAsText() : ValueConverter<Reference, string>(
        reference => reference.Value, text => Reference.Parse(text));

    private sealed class SecretAsText() : ValueConverter<Secret, string>(secret => secret.Text, text => Secret.Parse(text));
}
