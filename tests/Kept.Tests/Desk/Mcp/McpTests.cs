using System.Net;
using System.Text.Json.Nodes;
using Kept.Cases;
using Kept.Cases.ProposeWords;
using Kept.Domain.Cases;
using Kept.Keys;
using Kept.Keys.RevokeKey;
using Kept.Mail.Outgoing;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Microsoft.EntityFrameworkCore;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Shouldly;
using Xunit;

namespace Kept.Tests.Desk.Mcp;

/// <summary>An assistant with an agent's key, over real HTTP with the client of the package.</summary>
public sealed class McpTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task An_assistant_finds_reads_and_explains_what_its_agent_may_see(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var about = await app.ReceiveAsync();
        await using var assistant = await ConnectAsync(app, await app.MakeKeyAsync(await app.AddColleagueAsync("Mira Kovač")));

        (await assistant.ListToolsAsync(cancellationToken: Cancellation)).Select(tool => tool.Name).ShouldBe(
            ["find_cases", "list_queue", "read_case", "explain_promise", "list_services", "read_service", "propose_message", "propose_note"], ignoreOrder: true);
        assistant.ServerInstructions.ShouldNotBeNull().ShouldContain("data");

        (await AskAsync(assistant, "find_cases", ("query", "mattress")))["cases"]![0]!["reference"]!.GetValue<string>().ShouldBe(about.Reference.ToString());
        (await AskAsync(assistant, "list_queue", ("view", "nobody"), ("limit", 5)))["cases"]!.AsArray().Count.ShouldBe(1);
        (await AskAsync(assistant, "read_case", ("reference", about.Reference.ToString())))["people"]![0]!["name"]!.GetValue<string>().ShouldBe("Ada Eden");
        var promise = (await AskAsync(assistant, "explain_promise", ("reference", about.Reference.ToString())))[0]!;
        promise["told"]!.GetValue<string>().ShouldContain("11 March");
        promise["explanation"]!.AsArray().Count.ShouldBeGreaterThan(2);
        (await AskAsync(assistant, "list_services")).AsArray().Count.ShouldBeGreaterThan(10);
        (await AskAsync(assistant, "read_service", ("code", "fly-tipping")))["stages"]!.AsArray().Count.ShouldBeGreaterThan(0);
    }

    [Theory, Databases]
    public async Task What_it_proposes_is_sent_by_a_person_as_that_person_changed_it(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var about = await app.ReceiveAsync();
        var member = await app.AddColleagueAsync("Mira Kovač");
        await using var assistant = await ConnectAsync(app, await app.MakeKeyAsync(member));
        var mails = await MessagesAsync(app);

        await SayAsync(assistant, "propose_message", ("reference", about.Reference.ToString()), ("message", "We come on Friday."));
        await SayAsync(assistant, "propose_note", ("reference", about.Reference.ToString()), ("note", "Ring before nine."));
        await app.RunDueWorkAsync();
        (await MessagesAsync(app)).ShouldBe(mails, "nothing is sent by proposing it");
        (await app.EventsAsync(about)).ShouldNotContain(line => line.Kind == EventKind.Messaged || line.Kind == EventKind.Noted);

        var mira = await app.SignInAsync(member);
        await mira.GoAsync(about.DeskAddress());
        mira.Page.Says("We come on Friday.").ShouldBeTrue();
        mira.Page.Find("textarea[id^=proposed]").TextContent = "We come on Friday morning.";
        await mira.PressAsync("Send it to the resident");
        var written = (await app.EventsAsync(about)).Single(line => line.Kind == EventKind.Messaged);
        (written.Words, written.ById).ShouldBe(("We come on Friday morning.", member.Id));
        (await MessagesAsync(app)).ShouldBe(mails + 1);

        await mira.PressAsync("Discard");
        mira.Page.Says("Ring before nine.").ShouldBeFalse();
        (await app.EventsAsync(about)).ShouldNotContain(line => line.Kind == EventKind.Noted);
        var decided = await app.ReadAsync(db => db.Set<Proposal>().OrderBy(proposal => proposal.Id).ToListAsync(Cancellation));
        decided.Select(proposal => proposal.Used).ShouldBe([true, false]);
        decided.ShouldAllBe(proposal => proposal.DecidedById == member.Id);
    }

    [Fact]
    public async Task Without_the_right_to_propose_or_with_too_much_nothing_is_laid_down()
    {
        await using var app = await KeptApp.StartAsync();
        var about = await app.ReceiveAsync();
        var member = await app.AddColleagueAsync("Mira Kovač");
        await using var reader = await ConnectAsync(app, await app.MakeKeyAsync(member, KeyRights.ReadCases));
        await using var assistant = await ConnectAsync(app, await app.MakeKeyAsync(member));
        (string, object?) reference = ("reference", about.Reference.ToString());

        await FailAsync(reader, "not made for this", "propose_message", reference, ("message", "Hello"));
        await FailAsync(assistant, "at most 5,000", "propose_note", reference, ("note", new string('x', ProposeWords.LongestWords + 1)));
        await FailAsync(assistant, "no case", "propose_note", ("reference", "2222-2222"), ("note", "x"));
        await FailAsync(assistant, "no case", "read_case", ("reference", "../../etc"));
        await FailAsync(assistant, "Use one of", "list_queue", ("view", "theirs"));
        for (var i = 0; i < ProposeWords.MostWaiting; i++)
        {
            await SayAsync(assistant, "propose_note", reference, ("note", $"Note {i}"));
        }

        await FailAsync(assistant, "wait", "propose_note", reference, ("note", "One more"));
        (await app.ReadAsync(db => db.Set<Proposal>().CountAsync(Cancellation))).ShouldBe(ProposeWords.MostWaiting);
    }

    [Fact]
    public async Task No_key_a_partners_key_and_a_revoked_one_do_not_get_in()
    {
        await using var app = await KeptApp.StartAsync();
        var mira = await app.AddColleagueAsync("Mira Kovač");
        var key = await app.MakeKeyAsync(mira);
        await using var assistant = await ConnectAsync(app, key);
        using var client = app.Client();
        (await client.PostAsync("/mcp", new StringContent("{}", System.Text.Encoding.UTF8, "application/json"), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var partner = app.Program(await app.AddPartnerAsync("Neighbourly"));
        (await partner.PostAsync("/mcp", new StringContent("{}", System.Text.Encoding.UTF8, "application/json"), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        var id = await app.ReadAsync(db => db.Set<AccessKey>().Where(known => known.StaffId == mira.Id).Select(known => known.Id).SingleAsync(Cancellation));
        await app.WithAsync<RevokeKey>(revoke => revoke.HandleAsync(mira.ToIdentity(), id, Cancellation));
        await Should.ThrowAsync<HttpRequestException>(async () => await assistant.CallToolAsync("list_services", cancellationToken: Cancellation));
    }

    [Theory, Databases]
    public async Task A_proposal_of_another_case_or_one_that_was_decided_does_nothing(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var (about, other) = (await app.ReceiveAsync(), await app.ReceiveAsync());
        var member = await app.AddColleagueAsync("Mira Kovač");
        await using var assistant = await ConnectAsync(app, await app.MakeKeyAsync(member));
        await SayAsync(assistant, "propose_message", ("reference", other.Reference.ToString()), ("message", "For them"));
        await SayAsync(assistant, "propose_message", ("reference", about.Reference.ToString()), ("message", "For Ada"));
        var theirs = await app.ReadAsync(db => db.Set<Proposal>().Where(proposal => proposal.CaseId == other.Id).Select(proposal => proposal.Id).SingleAsync(Cancellation));

        var mira = await app.SignInAsync(member);
        await mira.GoAsync(about.DeskAddress());
        mira.Page.Find("input[name='Proposed.Id']").SetAttribute("value", theirs.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await mira.PressAsync("Send it to the resident", HttpStatusCode.UnprocessableEntity);

        var (first, second) = (await app.SignInAsync(member), await app.SignInAsync(member));
        await first.GoAsync(about.DeskAddress());
        await second.GoAsync(about.DeskAddress());
        await first.PressAsync("Send it to the resident");
        await second.PressAsync("Send it to the resident", HttpStatusCode.UnprocessableEntity);
        (await app.EventsAsync(about)).Count(line => line.Kind == EventKind.Messaged).ShouldBe(1);
        (await app.EventsAsync(other)).ShouldNotContain(line => line.Kind == EventKind.Messaged);
    }

    private static Task<McpClient> ConnectAsync(KeptApp app, string key) => McpClient.CreateAsync(
        new HttpClientTransport(new HttpClientTransportOptions
        {
            Endpoint = new Uri(app.Address, "/mcp"),
            TransportMode = HttpTransportMode.StreamableHttp,
            AdditionalHeaders = new Dictionary<string, string>(StringComparer.Ordinal) { ["Authorization"] = $"Bearer {key}" },
        }),
        cancellationToken: Cancellation);

    private static async Task<JsonNode> AskAsync(McpClient assistant, string tool, params (string Name, object? Value)[] values) =>
        JsonNode.Parse(await SayAsync(assistant, tool, values))!;

    private static async Task<string> SayAsync(McpClient assistant, string tool, params (string Name, object? Value)[] values)
    {
        var (failed, text) = await CallAsync(assistant, tool, values);
        failed.ShouldBeFalse(text);
        return text;
    }

    private static async Task FailAsync(McpClient assistant, string expected, string tool, params (string Name, object? Value)[] values)
    {
        var (failed, text) = await CallAsync(assistant, tool, values);
        failed.ShouldBeTrue(text);
        text.ShouldContain(expected);
    }

    private static async Task<(bool Failed, string Text)> CallAsync(McpClient assistant, string tool, (string Name, object? Value)[] values)
    {
        var answer = await assistant.CallToolAsync(tool, values.ToDictionary(value => value.Name, value => value.Value), cancellationToken: Cancellation);
        return (answer.IsError == true, string.Concat(answer.Content.OfType<TextContentBlock>().Select(block => block.Text)));
    }

    private static Task<int> MessagesAsync(KeptApp app) =>
        app.ReadAsync(db => db.Messages.CountAsync(message => message.StaffId == null && message.State != MessageState.Draft, Cancellation));
}
