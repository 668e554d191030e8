using System.Text;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Kept.Tests.Chrome;
using Kept.Tests.Reports;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Kept.Tests.Telemetry;

/// <summary>A report with known personal data, and then a look through every line of the log and everything that left by OTLP.</summary>
public sealed class PersonalDataTests
{
    private const string Mail = "zelma.quillfeather@example.org";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Nothing_about_a_resident_is_in_logs_traces_or_measures(Database database)
    {
        await using var collector = await CollectorOfTest.StartAsync();
        var (app, secrets) = await LiveAsync(database, collector);

        var log = string.Join('\n', app.Log.Lines);
        string[] all = [log, collector.Of("traces"), collector.Of("metrics"), collector.Of("logs")];

        foreach (var secret in secrets)
        {
            foreach (var told in all)
            {
                told.Contains(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(secret)), StringComparison.OrdinalIgnoreCase).ShouldBeFalse(secret);
            }
        }

        collector.Of("traces").ShouldContain("POST /report/{service}");
        collector.Of("traces").ShouldContain("http.route");
        collector.Of("metrics").ShouldContain("kept.cases.received");
        collector.Of("metrics").ShouldContain("http.server.request.duration");
        collector.Of("metrics").ShouldContain("kept.mail.deliveries");
        collector.Of("logs").ShouldContain("answered with");
    }

    /// <summary>Residents and staff do what writes logs, also what fails; then the program ends and all that was gathered is sent.</summary>
    private static async Task<(KeptApp App, string[] Secrets)> LiveAsync(Database database, CollectorOfTest collector)
    {
        var app = await KeptApp.StartAsync(database, options =>
        {
            options.Exports = collector.Address;
            Development.Pages(options);
        });
        var zelma = await FlyTipping.ToCheckAsync(app.Visitor(), mail: Mail);
        await zelma.PressAsync("Send the report");
        await app.AdvanceAsync(NodaTime.Duration.FromMinutes(2));
        var found = await app.ReadAsync(db => db.Cases.AsNoTracking().Include(c => c.Followers).SingleAsync(Cancel));
        var mira = await app.AddColleagueAsync("Mira Kovač");
        var desk = await app.SignInAsync(mira);
        await desk.GoAsync($"/desk/search?q={Uri.EscapeDataString(Mail)}");
        await desk.GoAsync("/desk/cases/" + found.Reference);
        await app.Visitor().GoAsync("/track/" + found.Reference + "/" + found.Secret.Text, System.Net.HttpStatusCode.NotFound);
        await desk.GoAsync("/dev/fail/bug");
        await desk.Fill("Name", "Zelma Quillfeather").PressAsync("Send", System.Net.HttpStatusCode.InternalServerError);
        await app.DisposeAsync();
        return (app, [Mail, "quillfeather", found.Secret.Text, found.Followers.Single().Secret.Text, found.Reference.ToString(), mira.Mail, Colleagues.Password]);
    }
}
