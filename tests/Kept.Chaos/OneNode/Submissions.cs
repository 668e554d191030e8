using System.Data.Common;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Kept.Settings;
using Kept.Testing.Databases;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Kept.Chaos.OneNode;

/// <summary>Numbered reports, each under a key and with an address of its own, and what clients were told of them.</summary>
internal sealed class Submissions
{
    private readonly Ledger ledger = new();

    public int Acknowledged => ledger.References.Count;

    public bool Has(int number) => ledger.References.ContainsKey(number);

    /// <summary>Sends a numbered report under its own key, and writes down the answer if it is an acknowledgement.</summary>
    /// <returns>The status; 0 where no answer came.</returns>
    public async Task<int> SendAsync(HttpClient client, int number, CancellationToken cancellationToken = default)
    {
        try
        {
            using var request = Report(number);
            using var answer = await client.SendAsync(request, cancellationToken);
            if (answer.StatusCode == HttpStatusCode.Created)
            {
                var reference = (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("reference").GetString()!;
                ledger.Acknowledge(number, reference);
            }

            return (int)answer.StatusCode;
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or TaskCanceledException or JsonException)
        {
            return 0;
        }
    }

    public static string KeyOf(int number) => $"report of a program, {number}";

    public static HttpRequestMessage Report(int number) => new(HttpMethod.Post, "/api/v1/cases")
    {
        Headers = { { "Idempotency-Key", KeyOf(number) } },
        Content = JsonContent.Create(new
        {
            service = "fly-tipping",
            language = "en",
            answers = new { what = new[] { "furniture" }, size = "van", blocks = false, where = new { words = $"lane {number} behind Mill School" } },
            contact = new { name = "Ada", mail = AddressOf(number) },
        }),
    };

    public static string AddressOf(int number) => $"ada{number}@example.org";

    /// <summary>Holds the database against what was said.</summary>
    public async IAsyncEnumerable<Finding> CompareAsync(DatabaseSettings settings)
    {
        await using var connection = await OpenAsync(settings);
        var stored = (await connection.QueryAsync<string>("SELECT reference FROM cases")).Select(reference => reference.Insert(4, "-")).ToList();
        var known = stored.ToHashSet(StringComparer.Ordinal);
        yield return Finding.None("acknowledged and missing", ledger.References.Values.Count(reference => !known.Contains(reference)));
        yield return Finding.Same("cases, of as many acknowledged reports", Acknowledged, stored.Count);
        yield return Finding.None("reports acknowledged with two references", ledger.Contradictions);
        yield return Finding.None("half cases", await HalfCasesAsync(connection));
        yield return Finding.Same("confirmations, one a case", stored.Count, await connection.ExecuteScalarAsync<int>("SELECT count(*) FROM messages WHERE kind = 'received'"));
        if (connection is SqliteConnection)
        {
            var integrity = string.Join("; ", await connection.QueryAsync<string>("PRAGMA integrity_check"));
            yield return new Finding("integrity_check", integrity, "ok", integrity == "ok");
            yield return Finding.None("rows without what they refer to", (await connection.QueryAsync("PRAGMA foreign_key_check")).Count());
        }
    }

    public static async Task<DbConnection> OpenAsync(DatabaseSettings settings)
    {
        DbConnection connection = settings.IsPostgres
            ? new NpgsqlConnection(settings.ConnectionString)
            : new SqliteConnection(settings.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public static string NameOf(Database database) => database == Database.Sqlite ? "SQLite" : "PostgreSQL";

    private static async Task<int> HalfCasesAsync(DbConnection connection)
    {
        var half = 0;
        foreach (var part in new[] { "promises", "followers", "case_events", "case_words", "messages", "idempotency_keys" })
        {
            half += await connection.ExecuteScalarAsync<int>($"SELECT count(*) FROM cases c WHERE NOT EXISTS (SELECT 1 FROM {part} p WHERE p.case_id = c.id)");
        }

        return half;
    }
}
