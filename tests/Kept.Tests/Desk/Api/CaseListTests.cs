using System.Net;
using System.Text.Json.Nodes;
using Kept.Domain.Cases;
using Kept.Testing;
using Kept.Testing.Databases;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Desk.Api;

/// <summary>The lists of the desk as programs read them.</summary>
public sealed class CaseListTests
{
    [Theory, Databases]
    public async Task Pages_are_linked_and_show_every_case_once(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var program = await ApiProgram.OfMiraAsync(app);
        var all = new List<string>();
        for (var i = 0; i < 7; i++)
        {
            all.Add((await app.ReceiveAsync($"Mattress {i}")).Reference.ToString());
            await app.AdvanceAsync(Duration.FromMinutes(i));
        }

        var (seen, pages, address) = (new List<string>(), 0, "/api/v1/cases?view=all&sort=oldest&limit=3");
        while (address is not null)
        {
            await program.GetAsync(address);
            seen.AddRange(References(program.Json));
            pages++;
            address = NextOf(program);
        }

        pages.ShouldBe(3);
        seen.ShouldBe(all);
        program.Json["next"].ShouldBeNull();
    }

    [Fact]
    public async Task A_list_is_narrowed_as_on_the_page()
    {
        await using var app = await KeptApp.StartAsync();
        using var program = await ApiProgram.OfMiraAsync(app);
        var (mine, other) = (await app.ReceiveAsync("Mattress"), await app.ReceiveAsync("Sofa", channel: Channel.Phone));
        await app.ReceiveAsync("Hole", service: "pothole");
        await program.PostAsync($"/api/v1/cases/{mine.Reference}/take");

        References((await program.GetAsync("/api/v1/cases")).Json).ShouldBe([mine.Reference.ToString()]);
        References((await program.GetAsync("/api/v1/cases?view=nobody")).Json).ShouldBe([other.Reference.ToString()]);
        References((await program.GetAsync("/api/v1/cases?view=all&channel=phone")).Json).ShouldBe([other.Reference.ToString()]);
        References((await program.GetAsync("/api/v1/cases?view=all&service=pothole")).Json).Count().ShouldBe(1);
        References((await program.GetAsync("/api/v1/cases?view=all&from=2026-03-03")).Json).ShouldBeEmpty();
        References((await program.GetAsync("/api/v1/cases?view=all&state=closed")).Json).ShouldBeEmpty();
        (await program.GetAsync("/api/v1/views")).Json["mine"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task Fields_can_be_chosen_and_a_line_says_what_the_row_says()
    {
        await using var app = await KeptApp.StartAsync();
        using var program = await ApiProgram.OfMiraAsync(app);
        var about = await app.ReceiveAsync("Mattress");

        var line = (await program.GetAsync("/api/v1/cases?view=all&fields=reference,service,urgency")).Json["cases"]![0]!.AsObject();
        line.Select(field => field.Key).ShouldBe(["reference", "service", "urgency"]);
        line["service"]!.GetValue<string>().ShouldBe("fly-tipping");
        line["urgency"]!.GetValue<string>().ShouldBe("running");

        line = (await program.GetAsync("/api/v1/cases?view=all")).Json["cases"]![0]!.AsObject();
        line["reference"]!.GetValue<string>().ShouldBe(about.Reference.ToString());
        line["title"]!.GetValue<string>().ShouldBe("Mattress");
        line["nextDue"]!.GetValue<DateTimeOffset>().ShouldBe(about.NextDue!.Value.ToDateTimeOffset());
    }

    [Theory, Databases]
    public async Task A_search_finds_by_whatever_one_has_page_by_page(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var program = await ApiProgram.OfMiraAsync(app);
        var all = new HashSet<string>();
        for (var i = 0; i < 5; i++)
        {
            all.Add((await app.ReceiveAsync("Mattress")).Reference.ToString());
        }

        await app.ReceiveAsync("Wardrobe", new ContactDetails("Bea", "bea@example.org"));
        References((await program.GetAsync("/api/v1/cases?q=bea@example.org")).Json).Count().ShouldBe(1);

        var first = References((await program.GetAsync("/api/v1/cases?q=mattress&limit=3")).Json).ToList();
        var second = References((await program.GetAsync(NextOf(program)!)).Json).ToList();
        (first.Count, second.Count, NextOf(program)).ShouldBe((3, 2, null));
        first.Concat(second).ToHashSet().ShouldBe(all, ignoreOrder: true);
        References((await program.GetAsync("/api/v1/cases?q=nothing-like-it")).Json).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("view=theirs", "view")]
    [InlineData("view=2", "view")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=101", "limit")]
    [InlineData("from=yesterday", "from")]
    [InlineData("to=1066-10-14", "to")]
    [InlineData("chasers=perhaps", "chasers")]
    [InlineData("owner=-1", "owner")]
    [InlineData("fields=reference,secret", "fields")]
    [InlineData("cursor=AAAA", "cursor")]
    [InlineData("cursor=%00", "cursor")]
    [InlineData("colour=red", "colour")]
    [InlineData("service=%27%20OR%201%3D1%20--", null)]
    public async Task What_makes_no_sense_is_an_error_that_names_the_field(string query, string? field)
    {
        await using var app = await KeptApp.StartAsync();
        using var program = await ApiProgram.OfMiraAsync(app);
        await app.ReceiveAsync();

        if (field is null)
        {
            References((await program.GetAsync($"/api/v1/cases?view=all&{query}")).Json).ShouldBeEmpty();
            return;
        }

        await program.GetAsync($"/api/v1/cases?{query}", HttpStatusCode.BadRequest);
        program.Json["errors"]!.AsObject().Select(error => error.Key).ShouldBe([field]);
    }

    [Fact]
    public async Task A_cursor_of_one_list_opens_no_other()
    {
        await using var app = await KeptApp.StartAsync();
        using var program = await ApiProgram.OfMiraAsync(app);
        await app.ReceiveAsync();
        await app.ReceiveAsync();
        var cursor = (await program.GetAsync("/api/v1/cases?view=all&limit=1")).Json["next"]!.GetValue<string>();

        await program.GetAsync($"/api/v1/cases?view=all&sort=newest&limit=1&cursor={cursor}", HttpStatusCode.BadRequest);
        await program.GetAsync($"/api/v1/cases?view=all&limit=2&cursor={cursor}");
        References(program.Json).Count().ShouldBe(1);
    }

    [Fact]
    public async Task Figures_and_the_cases_behind_them_are_those_of_the_overview()
    {
        await using var app = await KeptApp.StartAsync();
        using var program = await ApiProgram.OfMiraAsync(app);
        var all = new[] { (await app.ReceiveAsync()).Reference.ToString(), (await app.ReceiveAsync()).Reference.ToString() };

        var overview = (await program.GetAsync("/api/v1/overview?period=4")).Json;
        overview["all"]!["received"]!.GetValue<int>().ShouldBe(2);
        overview["weeks"]!.AsArray().Count.ShouldBe(4);
        References((await program.GetAsync("/api/v1/overview/cases?what=received")).Json).ShouldBe(all, ignoreOrder: true);
        await program.GetAsync("/api/v1/overview/cases?what=secrets", HttpStatusCode.BadRequest);
        await program.GetAsync("/api/v1/overview/cases?what=received&cursor=x", HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Colleagues_teams_and_callers_can_be_read()
    {
        await using var app = await KeptApp.StartAsync();
        using var program = await ApiProgram.OfMiraAsync(app);
        await app.ReceiveAsync();

        (await program.GetAsync("/api/v1/staff")).Json["staff"]![0]!["name"]!.GetValue<string>().ShouldBe("Mira Kovač");
        (await program.GetAsync("/api/v1/staff?team=waste")).Json["staff"]!.AsArray().ShouldBeEmpty();
        (await program.GetAsync("/api/v1/teams")).Json["teams"]!.AsArray().Count.ShouldBeGreaterThan(3);
        var caller = (await program.GetAsync("/api/v1/callers?q=07700%20900123")).Json["callers"]![0]!;
        caller["name"]!.GetValue<string>().ShouldBe("Ada Eden");
        caller["cases"]![0]!["told"]![0]!["words"]!.GetValue<string>().ShouldContain("11 March");
    }

    private static IEnumerable<string> References(JsonObject list) =>
        list["cases"]!.AsArray().Select(line => line!["reference"]!.GetValue<string>());

    private static string? NextOf(ApiProgram program) => program.Answer.Headers.GetValues("Link").Single().Split(", ")
        .Where(link => link.EndsWith("rel=\"next\"", StringComparison.Ordinal)).Select(link => link[1..link.IndexOf('>', StringComparison.Ordinal)]).SingleOrDefault();
}
