using System.Net;
using System.Xml.Linq;
using Kept.Cases;
using Kept.Cases.CloseCase;
using Kept.Cases.RecordVisit;
using Kept.Domain.Cases;
using Kept.Keys;
using Kept.Open311;
using Kept.Testing;
using Kept.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Open311;

public sealed class UpdatesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task What_happened_is_told_in_order_with_the_statuses_that_others_know(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var partner = await PartnerClient.OfAsync(app);
        using var anybody = new PartnerClient(app, null);
        var id = await partner.SendAsync(PartnerClient.Mattress());
        (await UpdatesAsync(partner, "")).ShouldBeEmpty();
        await app.AdvanceAsync(Duration.FromDays(1));
        await VisitAsync(app, id, "van-full");
        await app.AdvanceAsync(Duration.FromDays(1));
        await FindRequestsTests.CloseAsync(app, id);

        var told = await UpdatesAsync(partner, "");
        told.Select(update => update.Element("status")!.Value).ShouldBe(["ACTION_SCHEDULED", "IN_PROGRESS", "FIXED"]);
        told.ShouldAllBe(update => update.Element("service_request_id")!.Value == id);
        told[0].Element("updated_datetime")!.Value.ShouldBe("2026-03-03T09:00:00Z");
        told[2].Element("description")!.Value.ShouldContain("All gone");
        (await UpdatesAsync(anybody, "")).Last().Element("description")!.Value.ShouldNotContain("All gone");
        (await UpdatesAsync(partner, "start_date=2026-03-04T00:00:00Z")).Count.ShouldBe(1);
        (await UpdatesAsync(partner, "start_date=2026-03-03T00:00:00Z&end_date=2026-03-03T23:59:59Z")).Count.ShouldBe(2);
        (await UpdatesAsync(partner, "page=2&page_size=2")).Count.ShouldBe(1);
        (await UpdatesAsync(partner, "service_request_id=2222-2222")).ShouldBeEmpty();
        (await partner.JsonAsync("servicerequestupdates.json")).GetArrayLength().ShouldBe(3);
        await partner.XmlAsync("servicerequestupdates.xml?start_date=soon", HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData(Outcome.Fixed, "FIXED")]
    [InlineData(Outcome.NotOurs, "NOT_COUNCILS_RESPONSIBILITY")]
    [InlineData(Outcome.NoAction, "NO_FURTHER_ACTION")]
    [InlineData(Outcome.NotFound, "NO_FURTHER_ACTION")]
    public async Task Every_outcome_has_its_status(Outcome outcome, string status)
    {
        await using var app = await KeptApp.StartAsync();
        using var partner = await PartnerClient.OfAsync(app);
        var id = await partner.SendAsync(PartnerClient.Mattress());
        await app.WithAsync<CloseCase>(operation => operation.HandleAsync(new CloseCaseInput(Reference.Parse(id), null, By.System, outcome, "The county"), Cancel));

        (await UpdatesAsync(partner, "")).Single().Element("status")!.Value.ShouldBe(status);
    }

    [Theory, Databases]
    public async Task An_update_adds_information_once_however_often_it_is_sent(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var partner = await PartnerClient.OfAsync(app);
        var id = await partner.SendAsync(PartnerClient.Mattress());

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => partner.PostAsync("servicerequestupdates.xml", Update(id, "u1", "OPEN", "It smells now"))));

        var ids = new HashSet<string>();
        foreach (var answer in answers)
        {
            ids.Add((await PartnerClient.ReadXmlAsync(answer, HttpStatusCode.OK)).Element("request_update")!.Element("update_id")!.Value);
        }

        ids.Count.ShouldBe(1);
        (await app.ReadAsync(db => db.Set<Contact>().CountAsync(contact => contact.Words == "It smells now", Cancel))).ShouldBe(1);
        (await app.ReadAsync(db => db.Set<PartnerUpdate>().SingleAsync(Cancel))).At.ShouldBe(Instant.FromUtc(2026, 3, 2, 8, 30));
    }

    [Theory, Databases]
    public async Task An_update_id_counts_within_its_request(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var partner = await PartnerClient.OfAsync(app);
        var (one, other) = (await partner.SendAsync(PartnerClient.Mattress()), await partner.SendAsync(PartnerClient.Mattress()));

        await SendAsync(partner, Update(one, "upd-1", "OPEN", "about A"));
        await SendAsync(partner, Update(other, "upd-1", "OPEN", "about B"));

        (await WordsOfAsync(app, one)).ShouldContain("about A");
        (await WordsOfAsync(app, other)).ShouldContain("about B");
        (await app.ReadAsync(db => db.Set<PartnerUpdate>().CountAsync(Cancel))).ShouldBe(2);
    }

    [Theory]
    [Databases("OPEN", "Other words", "")]
    [Databases("FIXED", "It smells now", "")]
    [Databases("OPEN", "It smells now", "https://photos.example/1.jpg")]
    public async Task Other_content_under_an_id_that_was_used_for_the_request_is_refused_and_not_lost(Database database, string status, string words, string media)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var partner = await PartnerClient.OfAsync(app);
        var id = await partner.SendAsync(PartnerClient.Mattress());
        var first = Update(id, "u1", "OPEN", "It smells now");
        await SendAsync(partner, first);

        await SendAsync(partner, [.. first.Where(field => field.Name != "updated_datetime"), ("updated_datetime", "2026-03-02T09:45:00+01:00")]);
        var answer = await partner.PostAsync("servicerequestupdates.xml", [.. Update(id, "u1", status, words), ("media_url", media)]);

        var error = await PartnerClient.ReadXmlAsync(answer, HttpStatusCode.UnprocessableEntity);
        error.Element("error")!.Element("description")!.Value.ShouldContain("update_id");
        (await WordsOfAsync(app, id)).Count(said => said == "It smells now").ShouldBe(1);
    }

    [Fact]
    public async Task It_is_never_closed_by_whoever_reported_it_and_opened_again_when_they_say_so()
    {
        await using var app = await KeptApp.StartAsync();
        using var partner = await PartnerClient.OfAsync(app);
        var id = await partner.SendAsync(PartnerClient.Mattress());

        await SendAsync(partner, Update(id, "u1", "FIXED", "Gone, thank you"));
        (await CaseAsync(app)).State.ShouldBe(CaseState.Open);
        (await app.ReadAsync(db => db.Set<Contact>().Select(contact => contact.Words).ToListAsync(Cancel))).ShouldContain("Gone, thank you\nThe sender says that it is done.");
        await FindRequestsTests.CloseAsync(app, id);
        await SendAsync(partner, Update(id, "u2", "OPEN", "Somebody wrote this before the answer arrived"));
        (await CaseAsync(app)).State.ShouldBe(CaseState.Closed);
        await SendAsync(partner, Update(id, "u3", "REOPEN", "It is still there"));

        var again = await CaseAsync(app);
        again.State.ShouldBe(CaseState.Open);
        again.Reopened.ShouldBe(1);
        (await UpdatesAsync(partner, "")).Last().Element("status")!.Value.ShouldBe("OPEN");
    }

    [Theory]
    [InlineData("PLANNED", false)]
    [InlineData("UNABLE_TO_FIX", false)]
    [InlineData("fixed - user", false)]
    [InlineData("WISHFUL", true)]
    [InlineData("Open,Fixed", true)]
    [InlineData("7", true)]
    public async Task Words_are_taken_whatever_status_they_come_with(string status, bool shown)
    {
        await using var app = await KeptApp.StartAsync();
        using var partner = await PartnerClient.OfAsync(app);
        var id = await partner.SendAsync(PartnerClient.Mattress());

        await SendAsync(partner, Update(id, "u1", status, "We wait for the tide"));

        var said = (await WordsOfAsync(app, id)).Single(words => words?.Contains("We wait for the tide", StringComparison.Ordinal) == true);
        said!.Contains($"The sender gives the status “{status}”.", StringComparison.Ordinal).ShouldBe(shown);
        (await CaseAsync(app)).State.ShouldBe(CaseState.Open);
    }

    [Theory]
    [InlineData("update_id", "")]
    [InlineData("service_request_id", "")]
    [InlineData("status", "")]
    [InlineData("updated_datetime", "now")]
    [InlineData("updated_datetime", "0001-01-01T00:00:00Z")]
    [InlineData("media_url", "javascript:alert(1)")]
    public async Task An_update_with_a_mistake_is_refused(string field, string value)
    {
        await using var app = await KeptApp.StartAsync();
        using var partner = await PartnerClient.OfAsync(app);
        var id = await partner.SendAsync(PartnerClient.Mattress());

        var answer = await partner.PostAsync("servicerequestupdates.xml", Update(id, "u1", "OPEN", "x").Where(known => known.Name != field).Append((field, value)));

        await PartnerClient.ReadXmlAsync(answer, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Nobody_sends_updates_of_cases_that_came_from_somebody_else()
    {
        await using var app = await KeptApp.StartAsync();
        using var partner = await PartnerClient.OfAsync(app);
        using var other = await PartnerClient.OfAsync(app);
        using var nobody = new PartnerClient(app, null);
        using var sender = await PartnerClient.OfAsync(app, KeyRights.Open311Send);
        var id = await partner.SendAsync(PartnerClient.Mattress());

        await PartnerClient.ReadXmlAsync(await other.PostAsync("servicerequestupdates.xml", Update(id, "u1", "OPEN", "x")), HttpStatusCode.NotFound);
        await PartnerClient.ReadXmlAsync(await other.PostAsync("servicerequestupdates.xml", Update("2222-2222", "u1", "OPEN", "x")), HttpStatusCode.NotFound);
        await PartnerClient.ReadXmlAsync(await nobody.PostAsync("servicerequestupdates.xml", Update(id, "u1", "OPEN", "x")), HttpStatusCode.Forbidden);
        await PartnerClient.ReadXmlAsync(await sender.PostAsync("servicerequestupdates.xml", Update(id, "u1", "OPEN", "x")), HttpStatusCode.Forbidden);
        (await app.ReadAsync(db => db.Set<PartnerUpdate>().CountAsync(Cancel))).ShouldBe(0);
    }

    internal static (string Name, string Value)[] Update(string id, string updateId, string status, string description) =>
    [
        ("service_request_id", id), ("service_request_id_ext", "1234"), ("update_id", updateId), ("status", status), ("updated_datetime", "2026-03-02T09:30:00+01:00"),
        ("description", description), ("email", "ada@example.org"), ("first_name", "Ada"), ("last_name", "Lovelace"), ("title", ""), ("public_anonymity_required", "TRUE"),
    ];

    private static async Task SendAsync(PartnerClient partner, (string, string)[] update) =>
        await PartnerClient.ReadXmlAsync(await partner.PostAsync("servicerequestupdates.xml", update), HttpStatusCode.OK);

    private static async Task<List<XElement>> UpdatesAsync(PartnerClient reader, string query) =>
        [.. (await reader.XmlAsync("servicerequestupdates.xml?" + query)).Elements("request_update")];

    private static Task<List<string?>> WordsOfAsync(KeptApp app, string id)
    {
        var reference = Reference.Parse(id);
        return app.ReadAsync(db => db.Set<Contact>().Where(contact => db.Cases.Any(about => about.Id == contact.CaseId && about.Reference == reference))
            .Select(contact => contact.Words).ToListAsync(Cancel));
    }

    private static Task VisitAsync(KeptApp app, string id, string reason) => app.WithAsync<RecordVisit>(operation =>
        operation.HandleAsync(new RecordVisitInput(Reference.Parse(id), null, By.System, app.Now, false, reason, null), Cancel));

    private static Task<Kept.Domain.Cases.Case> CaseAsync(KeptApp app) => app.ReadAsync(db => db.Cases.AsNoTracking().SingleAsync(Cancel));
}
