using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Kept.Chaos;

/// <summary>
/// Clients that report so many matters a second, each under a key of its own, and repeat under the same key whatever was
/// not answered with a yes. They write down what they were told.
/// </summary>
/// <param name="address">Where they send.</param>
/// <param name="perSecond">How many reports are begun in a second, as long as clients are free.</param>
/// <param name="mailEvery">Every so many reports leave a mail address.</param>
internal sealed class Writers(Uri address, int perSecond, int mailEvery, Ledger ledger)
{
    private const int Clients = 64;
    private static readonly TimeSpan PauseBeforeRepeat = TimeSpan.FromMilliseconds(500);

    private readonly string run = Guid.NewGuid().ToString("N")[..8];
    private readonly HttpClient client = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(3), PooledConnectionLifetime = TimeSpan.FromSeconds(20) })
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromSeconds(30),
    };

    private int begun;

    public int Begun => begun;

    public string KeyOf(int number) => $"{run}-{number:D8}";

    public static string MailOf(int number) => $"ada{number}@example.org";

    public bool LeavesMail(int number) => number % mailEvery == 0;

    /// <summary>Begins reports until it is told to stop; returns when each has its yes.</summary>
    public async Task WriteAsync(CancellationToken stop)
    {
        var started = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            while (!stop.IsCancellationRequested)
            {
                var number = Interlocked.Increment(ref begun);
                var due = TimeSpan.FromSeconds((double)number / perSecond) - TimeProvider.System.GetElapsedTime(started);
                if (due > TimeSpan.Zero)
                {
                    await Task.Delay(due, CancellationToken.None);
                }

                await SendUntilAnsweredAsync(number);
            }
        }));
    }

    private async Task SendUntilAnsweredAsync(int number)
    {
        while (true)
        {
            if (await TrySendAsync(number) is { } reference)
            {
                ledger.Acknowledge(number, reference);
                return;
            }

            ledger.Unanswer();
            await Task.Delay(PauseBeforeRepeat);
        }
    }

    private async Task<string?> TrySendAsync(int number)
    {
        try
        {
            using var answer = await client.SendAsync(Report(number));
            if (answer.StatusCode == HttpStatusCode.Created)
            {
                return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("reference").GetString();
            }

            return answer.StatusCode >= HttpStatusCode.InternalServerError
                ? null
                : throw new InvalidOperationException($"Report {number} was answered with {answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        }
        catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException or IOException or JsonException)
        {
            return null;
        }
    }

    private HttpRequestMessage Report(int number) => new(HttpMethod.Post, "/api/v1/cases")
    {
        Headers = { { "Idempotency-Key", KeyOf(number) } },
        Content = JsonContent.Create(new
        {
            service = "fly-tipping",
            language = "en",
            answers = new { what = new[] { "furniture" }, size = "van", blocks = false, where = new { words = $"lane {number} behind Mill School" } },
            contact = new { name = "Ada", mail = LeavesMail(number) ? MailOf(number) : null },
        }),
    };
}
