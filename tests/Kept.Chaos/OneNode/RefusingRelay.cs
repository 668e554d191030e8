using Dapper;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.Mails;
using Kept.Testing.People;
using NodaTime;

namespace Kept.Chaos.OneNode;

/// <summary>A relay that says "not now" for 72 hours of the virtual clock: every message comes to an end, and the desk can see it.</summary>
internal sealed class RefusingRelay()
    : OneNodeExperiment("relay", "The mail relay refuses for 72 hours of the virtual clock.", 50, Database.Sqlite, Database.PostgreSql)
{
    protected override async IAsyncEnumerable<Finding> RunAsync(OneNodeOptions options)
    {
        foreach (var database in options.Databases)
        {
            var (name, ledger, count) = (Submissions.NameOf(database), new Submissions(), options.Count);
            await using var relay = new ScriptedRelay();
            relay.Replies["RCPT"] = "451 4.7.1 Please try again later";
            await using var app = await KeptApp.StartAsync(database, how =>
            {
                how.Settings["Mail:Smtp:Host"] = "127.0.0.1";
                how.Settings["Mail:Smtp:Port"] = relay.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
            });
            using var client = app.Client();
            for (var number = 0; number < count; number++)
            {
                await ledger.SendAsync(client, number);
            }

            await app.AdvanceAsync(Duration.FromHours(71));
            var tries = relay.Commands.Count(command => command.StartsWith("RCPT", StringComparison.OrdinalIgnoreCase));
            await app.AdvanceAsync(Duration.FromHours(2));

            await using var connection = await Submissions.OpenAsync(app.Database);
            var states = (await connection.QueryAsync<(string State, int N)>(
                "SELECT state, count(*) FROM messages WHERE kind = 'received' GROUP BY state")).ToDictionary(row => row.State, row => row.N, StringComparer.Ordinal);
            yield return new Finding($"{name}: tries of {count} messages", $"{tries}", $"at least {2 * count}", tries >= 2 * count);
            yield return Finding.Same($"{name}: messages that ended as expired", count, states.GetValueOrDefault("Expired"));
            yield return Finding.None($"{name}: messages in no final state", states.GetValueOrDefault("Waiting"));

            relay.Replies.Clear();
            await app.AdvanceAsync(Duration.FromDays(2));
            yield return Finding.None($"{name}: confirmations sent after they had expired", relay.Mails.Count(IsConfirmation));
            yield return await SeenAtTheDeskAsync(app, name);
        }
    }

    private static bool IsConfirmation(byte[] mail) =>
        MimePart.Parse(mail).Header("Subject").Contains("We have", StringComparison.Ordinal);

    private static async Task<Finding> SeenAtTheDeskAsync(KeptApp app, string name)
    {
        var agent = await app.SignInAsync(await app.AddColleagueAsync("Mira Kovač"));
        var reference = await app.ReadAsync(db => Task.FromResult(db.Cases.OrderBy(one => one.Id).Select(one => one.Reference).First()));
        await agent.GoAsync($"/desk/cases/{reference.Value}");
        var isSeen = agent.Page.Text.Contains("Not delivered. We tried for 72 hours.", StringComparison.Ordinal);
        return new Finding($"{name}: the case page says that the mail did not arrive", isSeen ? "yes" : "no", "yes", isSeen);
    }
}
