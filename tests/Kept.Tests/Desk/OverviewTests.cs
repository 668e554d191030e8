using System.Net;
using Kept.Cases.CloseCase;
using Kept.Cases.LogContact;
using Kept.Desk.Overview;
using Kept.Desk.Overview.CasesBehind;
using Kept.Domain.Cases;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.Figures;
using Kept.Testing.People;
using Microsoft.AspNetCore.Http;
using NodaTime;
using Shouldly;
using Xunit;
using static Kept.Tests.Desk.DeskBench;

namespace Kept.Tests.Desk;

public sealed class OverviewTests
{
    private static readonly LocalDate Today = new(2026, 3, 5);

    [Theory, Databases]
    public async Task It_says_in_a_sentence_how_the_week_went_and_leads_to_the_cases(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await app.AddStaffAsync();
        var lead = await app.AddColleagueAsync("Lena Hofer", Kept.Staff.StaffRole.Lead);
        (await (await app.SignInAsync(lead)).GoAsync("/desk/overview")).Says("Nothing has been counted yet").ShouldBeTrue();

        var (done, late) = (await app.ReceiveAsync("Done in time"), await app.ReceiveAsync("Late"));
        await app.DoAsync<LogContact>(log => log.HandleAsync(
            new LogContactInput(late.Reference, Mira.ById(), Channel.Phone, Incoming: true, BringsNews: false, null), default));
        await app.AdvanceAsync(Duration.FromDays(8));
        await app.DoAsync<CloseCase>(close => close.HandleAsync(new CloseCaseInput(done.Reference, null, Mira.ById(), Outcome.Fixed, null), default));
        await app.AdvanceAsync(Duration.FromDays(3));

        var reader = await app.SignInAsync(lead);
        var page = await reader.GoAsync("/desk/overview");
        page.Heading.ShouldBe("This week 1 of 2 promises were kept; nobody had to ask.");
        page = await reader.GoAsync(page.Find("section#kept tbody tr td:nth-child(3) a").GetAttribute("href")!);
        page.Heading.ShouldBe("Cases with broken promises");
        page.Document.QuerySelectorAll("tr[data-reference]").Select(row => row.GetAttribute("data-reference")).ShouldBe([late.Reference.Value]);

        (await BehindAsync(app, CountedCases.Kept)).ShouldBe([done.Reference]);
        (await BehindAsync(app, CountedCases.Broken)).ShouldBe([late.Reference]);
        (await BehindAsync(app, CountedCases.Received)).ShouldBe([late.Reference, done.Reference]);
        (await BehindAsync(app, CountedCases.Closed)).ShouldBe([done.Reference]);
        (await BehindAsync(app, CountedCases.Chasers)).ShouldBe([late.Reference]);
        foreach (var none in new[] { CountedCases.Revised, CountedCases.Yes, CountedCases.No, CountedCases.Unsure })
        {
            (await BehindAsync(app, none)).ShouldBeEmpty(none.ToString());
        }
    }

    [Theory, Databases]
    public async Task A_page_takes_as_many_queries_for_a_year_as_for_an_empty_town(Database database)
    {
        var queries = new Queries();
        await using var app = await KeptApp.StartAsync(database, options => options.Services = queries.Listen);
        var reader = await app.SignInAsync(await app.AddColleagueAsync("Lena Hofer", Kept.Staff.StaffRole.Lead));

        var empty = await queries.OfAsync(() => reader.GoAsync("/desk/overview"));
        await BelievableYear.AddAsync(app);
        await app.RunDueWorkAsync();
        var year = await queries.OfAsync(() => reader.GoAsync("/desk/overview?period=52"));

        year.ShouldBe(empty);
        reader.Page.Document.QuerySelectorAll("svg.kept-chart").Length.ShouldBe(3);
    }

    [Theory]
    [InlineData("", 13, "2025-12-08", "2026-03-08")]
    [InlineData("?period=4", 4, "2026-02-09", "2026-03-08")]
    [InlineData("?period=7", 13, "2025-12-08", "2026-03-08")]
    [InlineData("?period=custom&from=2026-02-04&to=2026-02-10", null, "2026-02-02", "2026-02-15")]
    [InlineData("?period=custom&from=2026-02-04&to=2027-02-10", null, "2026-02-02", "2026-03-08")]
    [InlineData("?period=custom&from=2027-02-04&to=2027-02-10", null, "2026-03-02", "2026-03-08")]
    [InlineData("?period=custom&from=2026-02-10&to=2026-02-04", 13, "2025-12-08", "2026-03-08")]
    [InlineData("?period=custom&from=1066-10-14&to=2026-02-04", 13, "2025-12-08", "2026-03-08")]
    public void The_address_says_which_weeks(string query, int? weeks, string from, string to)
    {
        var filter = OverviewFilter.Read(new QueryCollection(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query)), Today);

        (filter.Weeks, filter.From.ToString("uuuu-MM-dd", null), filter.LastDay.ToString("uuuu-MM-dd", null)).ShouldBe((weeks, from, to));
        OverviewFilter.Read(new QueryCollection(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(filter.Address(""))), Today).ShouldBe(filter);
    }

    [Fact]
    public async Task Nothing_is_behind_what_does_not_exist()
    {
        await using var app = await KeptApp.StartAsync();
        var reader = await app.SignInAsync(await app.AddColleagueAsync("Mira Kovač"));

        await reader.GoAsync("/desk/overview/cases?what=secrets", HttpStatusCode.NotFound);
        await reader.GoAsync("/desk/overview/cases", HttpStatusCode.NotFound);
    }

    private static async Task<IEnumerable<Reference>> BehindAsync(KeptApp app, CountedCases what)
    {
        var input = new CasesBehindInput(what, KeptApp.UsualStart - Duration.FromDays(1), app.Now, null, null, null);
        return (await app.AsReaderAsync<CasesBehind, CasesBehindPage>(behind => behind.HandleAsync(input, default))).Rows.Select(row => row.Case.Reference);
    }
}
