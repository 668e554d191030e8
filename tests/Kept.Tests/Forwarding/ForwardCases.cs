using System.Net.Http.Json;
using System.Text.Json;
using Kept.Cases;
using Kept.Cases.AddInformation;
using Kept.Domain.Cases;
using Kept.Forwarding;
using Kept.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Kept.Tests.Forwarding;

/// <summary>A pothole that a resident reports, and what became of giving it to somebody.</summary>
internal static class ForwardCases
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<string> PotholeAsync(KeptApp app)
    {
        using var client = app.Client();
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/cases")
        {
            Headers = { { "Idempotency-Key", "pothole in Mill Lane" } },
            Content = JsonContent.Create(new
            {
                service = "pothole", language = "en",
                answers = new { surface = "carriageway", depth = "hand", harm = false, where = new { lat = 51.5, lon = -0.12, address = "Mill Lane" }, more = "Deep & <wide>" },
                contact = new { name = "Ada Lovelace", mail = "ada@example.org", phone = "07700 900123" },
            }),
        };
        using var answer = await client.SendAsync(request, Cancel);
        var body = await answer.Content.ReadAsStringAsync(Cancel);
        answer.IsSuccessStatusCode.ShouldBeTrue(body);
        return JsonDocument.Parse(body).RootElement.GetProperty("reference").GetString()!;
    }

    public static Task<Forward> ForwardAsync(KeptApp app) => app.ReadAsync(db => db.Set<Forward>().AsNoTracking().SingleAsync(Cancel));

    public static Task<Domain.Cases.Case> OnlyAsync(KeptApp app) => app.ReadAsync(db => db.Cases.AsNoTracking().SingleAsync(Cancel));

    public static Task<List<OwnUpdate>> ToldAsync(KeptApp app) => app.ReadAsync(db => db.Set<OwnUpdate>().AsNoTracking().OrderBy(update => update.Id).ToListAsync(Cancel));

    public static Task AddAsync(KeptApp app, Reference reference, string words) => app.WithAsync<AddInformation>(
        add => add.HandleAsync(new AddInformationInput(reference, By.Resident, Channel.Web, words, []), Cancel));
}
