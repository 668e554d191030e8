using System.Net;
using System.Text;
using Kept.Domain.Cases;
using Kept.Exchange;
using Kept.Exchange.ExportRows;
using Kept.Keys;
using Kept.Keys.MakeKey;
using Kept.Staff;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Kept.Tests.Desk;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Exchange;

/// <summary>Tables as leads, administrators and their programs take them out.</summary>
public sealed class ExportRowsTests
{
    [Theory, Databases]
    public async Task Cases_are_written_as_RFC_4180_has_it_and_no_cell_starts_a_formula(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var received = await app.ReceiveAsync(
            "=HYPERLINK(\"http://evil.example\";\"a\")",
            new ContactDetails("@SUM(A1:A9)", "ada@example.org", "+44 7700 900123"),
            new Place(51.5, -0.25, "-2+3, Mill\r\nLane", "\t=1"));

        var cases = await ExportAsync(app, ExportKind.Cases);

        cases.ShouldEndWith("\r\n");
        cases.Split("\r\n")[0].ShouldStartWith("reference,service,team,owner_id,state,");
        cases.ShouldContain($"\r\n{received.Reference},fly-tipping,street-care,,open,,,web,en,");
        cases.ShouldContain(",\"'=HYPERLINK(\"\"http://evil.example\"\";\"\"a\"\")\",");
        cases.ShouldContain(",\"'-2+3, Mill\r\nLane\",\"'\t'=1\",51.5,-0.25,2026-03-02T09:00:00Z,,");
        var followers = await ExportAsync(app, ExportKind.Followers);
        followers.ShouldContain(",'@SUM(A1:A9),ada@example.org,'+44 7700 900123,");
    }

    [Theory, Databases]
    public async Task Every_kind_can_be_exported_and_none_holds_a_secret(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await app.AddColleagueAsync("Mira Kovač");
        var received = await app.ReceiveAsync();
        var secrets = (await app.NowAsync(received)).Followers.Select(follower => follower.Secret.Text).Append(received.Secret.Text).ToList();

        foreach (var kind in Enum.GetValues<ExportKind>())
        {
            var written = await ExportAsync(app, kind);
            written.Split("\r\n").Length.ShouldBeGreaterThan(kind is ExportKind.Visits or ExportKind.Surveys ? 1 : 2, kind.ToString());
            secrets.ShouldAllBe(secret => !written.Contains(secret));
            written.ShouldNotContain("AQAAAA", Shouldly.Case.Sensitive, "hashes of passwords begin so");
        }
    }

    [Theory, Databases]
    public async Task Leads_get_their_own_team_and_nothing_else_and_agents_nothing(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var (lena, mira) = (await app.AddColleagueAsync("Lena Hart", StaffRole.Lead), await app.AddColleagueAsync("Mira Kovač"));
        var mine = await app.ReceiveAsync();
        var other = await app.ReceiveAsync(service: "school-place");

        ExportRows.AllowedFor(mira.ToIdentity(), new ExportInput(ExportKind.Cases)).ShouldBeNull();
        ExportRows.AllowedFor(lena.ToIdentity(), new ExportInput(ExportKind.Cases, Team: other.Team)).ShouldBeNull();
        foreach (var kind in new[] { ExportKind.Cases, ExportKind.Promises, ExportKind.Events, ExportKind.Followers, ExportKind.Messages })
        {
            var written = await ExportAsync(app, kind, lena.ToIdentity());
            written.ShouldContain(mine.Reference.ToString());
            written.ShouldNotContain(other.Reference.ToString());
        }

        await Should.ThrowAsync<UnauthorizedAccessException>(() => ExportAsync(app, ExportKind.Cases, mira.ToIdentity()));
        await (await app.SignInAsync(mira)).GoAsync("/desk/export", HttpStatusCode.Forbidden);
    }

    [Theory, Databases]
    public async Task The_page_gives_a_file_for_spreadsheets_and_shows_administrators_who_took_what(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var (lena, hanna) = (await app.AddColleagueAsync("Lena Hart", StaffRole.Lead), await app.AddColleagueAsync("Hanna Lindqvist", StaffRole.Administrator, team: null));
        await app.ReceiveAsync();
        var desk = await app.SignInAsync(lena);
        await desk.GoAsync("/desk/export");
        var file = await desk.Fill("What", "Promises").PressAsync("Export");

        (file.Type, file.Headers["Content-Disposition"], file.Headers["Cache-Control"]).ShouldBe(("text/csv", "attachment; filename=promises.csv", "no-store"));
        file.Body.Take(3).ShouldBe([0xEF, 0xBB, 0xBF]);
        var midnight = Instant.FromUtc(2026, 3, 1, 0, 0);
        var all = new ExportInput(ExportKind.Cases, midnight, midnight + Duration.FromDays(2), Service: "fly-tipping");
        await app.WithAsync<ExportRows>(export => export.HandleAsync(hanna.ToIdentity(), all, Stream.Null, null, default));
        await app.WithAsync<ExportRows>(export => export.HandleAsync(null, all with { From = midnight + Duration.FromMinutes(90), Service = "gone" }, Stream.Null, null, default));
        var page = await (await app.SignInAsync(hanna)).GoAsync("/desk/export");
        page.Says("2 March 2026, 09:00 Lena Hart Promises Team: Street care 1").ShouldBeTrue(page.Text);
        page.Says("Cases From day: Sunday 1 March 2026 To day: Monday 2 March 2026 Service: Rubbish dumped in the street 1").ShouldBeTrue(page.Text);
        page.Says("command line Cases From day: 1 March 2026, 01:30 To day: Monday 2 March 2026 Service: gone 0").ShouldBeTrue(page.Text);
    }

    [Theory, Databases]
    public async Task Programs_get_it_with_the_key_of_a_lead_and_moments_narrow_it(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var lena = await app.AddColleagueAsync("Lena Hart", StaffRole.Lead);
        var old = await app.ReceiveAsync();
        await app.AdvanceAsync(Duration.FromDays(2));
        var late = await app.ReceiveAsync();
        using var client = app.Client();
        client.DefaultRequestHeaders.Authorization = new("Bearer", await KeyAsync(app, lena, KeyRights.Export));

        var answer = await client.GetAsync(new Uri("/api/v1/export/cases.csv?from=2026-03-03T00:00:00Z", UriKind.Relative));
        var written = await answer.Content.ReadAsStringAsync();
        (written.Contains(late.Reference.ToString()), written.Contains(old.Reference.ToString())).ShouldBe((true, false));
        (await client.GetAsync(new Uri("/api/v1/export/secrets.csv", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAsync(new Uri("/api/v1/export/1.csv", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAsync(new Uri("/api/v1/export/cases.csv?from=yesterday", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await client.GetAsync(new Uri("/api/v1/export/cases.csv?team=schools", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await app.Client().GetAsync(new Uri("/api/v1/export/cases.csv", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        client.DefaultRequestHeaders.Authorization = new("Bearer", await KeyAsync(app, lena, KeyRights.ReadCases));
        (await client.GetAsync(new Uri("/api/v1/export/cases.csv", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory, Databases]
    public async Task Others_write_while_an_export_runs_and_it_shows_one_moment(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        for (var i = 0; i < 20; i++)
        {
            await app.ReceiveAsync();
        }

        var output = new SlowStream(() => app.ReceiveAsync());
        var lines = await app.WithAsync<ExportRows, long>(export => export.HandleAsync(null, new ExportInput(ExportKind.Events), output, null, default));

        lines.ShouldBe(await app.ReadAsync(db => db.CaseEvents.LongCountAsync(line => db.Cases.OrderBy(c => c.Id).Take(20).Any(c => c.Id == line.CaseId))));
        (await app.ReadAsync(db => db.Set<ExportRecord>().SingleAsync())).Lines.ShouldBe(lines);
        (await app.ReadAsync(db => db.Cases.CountAsync())).ShouldBe(21);
    }

    private static Task<string> ExportAsync(KeptApp app, ExportKind kind, StaffIdentity? by = null) => app.WithAsync<ExportRows, string>(async export =>
    {
        using var output = new MemoryStream();
        await export.HandleAsync(by, new ExportInput(kind), output, null, default);
        return Encoding.UTF8.GetString(output.ToArray());
    });

    private static async Task<string> KeyAsync(KeptApp app, StaffMember member, KeyRights rights) => ((MakeKeyOutcome.Made)await app.WithAsync<MakeKey, MakeKeyOutcome>(make =>
        make.HandleAsync(member.ToIdentity(), new NewKey(null, member.Id, "Reports", rights, 60, null), default))).Text.Reveal();

    /// <summary>Lets somebody else save before the first octets are taken.</summary>
    private sealed class SlowStream(Func<Task> meanwhile) : MemoryStream
    {
        private bool isFirst = true;

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (isFirst)
            {
                isFirst = false;
                await meanwhile();
            }

            await base.WriteAsync(buffer, cancellationToken);
        }
    }
}
