using System.Data.Common;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Shouldly;

namespace Kept.Tests.Cases;

/// <summary>Numbered reports over the JSON interface, each with its own key and address, and a look at what they left.</summary>
internal static class ApiReports
{
    public static HttpRequestMessage Report(int number) => new(HttpMethod.Post, "/api/v1/cases")
    {
        Headers = { { "Idempotency-Key", $"report of a program, {number}" } },
        Content = JsonContent.Create(new
        {
            service = "fly-tipping",
            language = "en",
            answers = new { what = new[] { "furniture" }, size = "van", blocks = false, where = new { words = $"lane {number} behind Mill School" } },
            contact = new { name = "Ada", mail = $"ada{number}@example.org" },
        }),
    };

    /// <summary>Sends one and gives the reference it was told.</summary>
    public static async Task<string> SendAsync(HttpClient client, int number, CancellationToken cancellationToken)
    {
        using var answer = await client.SendAsync(Report(number), cancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(cancellationToken));
        return await ReferenceOfAsync(answer, cancellationToken);
    }

    public static async Task<string> ReferenceOfAsync(HttpResponseMessage answer, CancellationToken cancellationToken) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("reference").GetString()!;

    /// <summary>The references of all cases, as people read them.</summary>
    public static async Task<IEnumerable<string>> ReferencesAsync(DbConnection connection) =>
        (await connection.QueryAsync<string>("SELECT reference FROM cases")).Select(reference => reference.Insert(4, "-")).Order();

    public static async Task<string> IntegrityAsync(DbConnection connection) =>
        string.Join("; ", await connection.QueryAsync<string>("PRAGMA integrity_check"));
}
