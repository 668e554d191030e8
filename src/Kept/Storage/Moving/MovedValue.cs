using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using NpgsqlTypes;

namespace Kept.Storage.Moving;

/// <summary>
/// One value on its way from one database to the other, as JSON: numbers as numbers, moments as microseconds since 1970,
/// truth as true and false, bytes in Base64, all else as text.
/// </summary>
internal static class MovedValue
{
    /// <summary>How EF Core keeps a moment with an offset on SQLite.</summary>
    private const string OffsetOnSqlite = @"yyyy\-MM\-dd HH\:mm\:ss.FFFFFFFzzz";

    public static void Write(Utf8JsonWriter json, DbDataReader row, int place, string kind, bool postgres)
    {
        if (row.IsDBNull(place))
        {
            json.WriteNullValue();
            return;
        }

        switch (kind)
        {
            case "bool":
                json.WriteBooleanValue(postgres ? row.GetBoolean(place) : row.GetInt64(place) != 0);
                break;
            case "instant":
                json.WriteNumberValue(postgres ? MicrosecondsOf(row.GetFieldValue<DateTime>(place)) : row.GetInt64(place));
                break;
            case "offset":
                json.WriteNumberValue(MicrosecondsOf(postgres
                    ? row.GetFieldValue<DateTime>(place)
                    : DateTimeOffset.Parse(row.GetString(place), CultureInfo.InvariantCulture).UtcDateTime));
                break;
            case "real":
                json.WriteNumberValue(row.GetDouble(place));
                break;
            case "text":
                json.WriteStringValue(row.GetString(place));
                break;
            case "blob":
                json.WriteBase64StringValue(row.GetFieldValue<byte[]>(place));
                break;
            default:
                json.WriteNumberValue(postgres && kind is "int" or "day" or "serial" ? Convert.ToInt64(row.GetValue(place), CultureInfo.InvariantCulture) : row.GetInt64(place));
                break;
        }
    }

    /// <summary>As the database keeps it; null for nothing.</summary>
    /// <exception cref="InvalidOperationException">It is not of that kind.</exception>
    /// <exception cref="FormatException">It is not of that kind.</exception>
    public static object? Read(JsonElement value, string kind, bool postgres) => value.ValueKind == JsonValueKind.Null ? null : kind switch
    {
        "bool" => postgres ? value.GetBoolean() : value.GetBoolean() ? 1L : 0L,
        "instant" => postgres ? MomentOf(value.GetInt64()) : value.GetInt64(),
        "offset" => postgres ? MomentOf(value.GetInt64()) : new DateTimeOffset(MomentOf(value.GetInt64())).ToString(OffsetOnSqlite, CultureInfo.InvariantCulture),
        "real" => value.GetDouble(),
        "text" => value.GetString(),
        "blob" => value.GetBytesFromBase64(),
        "int" or "day" or "serial" => postgres ? value.GetInt32() : value.GetInt64(),
        _ => value.GetInt64(),
    };

    public static NpgsqlDbType TypeOf(string kind) => kind switch
    {
        "bool" => NpgsqlDbType.Boolean,
        "instant" or "offset" => NpgsqlDbType.TimestampTz,
        "real" => NpgsqlDbType.Double,
        "text" => NpgsqlDbType.Text,
        "blob" => NpgsqlDbType.Bytea,
        "int" or "day" or "serial" => NpgsqlDbType.Integer,
        _ => NpgsqlDbType.Bigint,
    };

    private static long MicrosecondsOf(DateTime moment) => (moment.ToUniversalTime() - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private static DateTime MomentOf(long microseconds) => DateTime.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
