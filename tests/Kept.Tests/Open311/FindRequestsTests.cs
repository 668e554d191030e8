using System.Net;
using Kept.Cases;
using Kept.Cases.CloseCase;
using Kept.Domain.Cases;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Tests.Cases;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Open311;

public sealed class FindRequestsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Requests_are_found_by_id_service_date_and_status(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var partner = await PartnerClient.OfAsync(app);
        using var anybody = new PartnerClient(app, null);
        var monday = await partner.SendAsync(PartnerClient.Mattress());
        await app.AdvanceAsync(Duration.FromDays(1));
        var tuesday = await partner.SendAsync(PartnerClient.Mattress());
        var paint = await partner.SendAsync(Graffiti());
        await CloseAsync(app, tuesday);

        (await IdsAsync(anybody, "")).ShouldBe([paint, tuesday, monday]);
        (await IdsAsync(anybody, "status=open")).ShouldBe([paint, monday]);
        (await IdsAsync(anybody, "status=closed")).ShouldBe([tuesday]);
        (await IdsAsync(anybody, "status=open,closed")).ShouldBe([paint, tuesday, monday]);
        (await IdsAsync(anybody, "service_code=graffiti,pothole")).ShouldBe([paint]);
        (await IdsAsync(anybody, "end_date=2026-03-02T12:00:00Z")).ShouldBe([monday]);
        (await IdsAsync(anybody, "start_date=2026-03-03T08:00:00+00:00&service_code=fly-tipping")).ShouldBe([tuesday]);
        (await IdsAsync(anybody, "start_date=2026-03-03T10%3A00%3A00%2B01%3A00")).ShouldBe([paint, tuesday]);
        (await IdsAsync(anybody, $"service_request_id={monday},{paint},nonsense&status=closed&start_date=2030-01-01")).ShouldBe([paint, monday]);
        (await IdsAsync(anybody, "page=2&page_size=2")).ShouldBe([monday]);
        (await IdsAsync(anybody, "page=3&page_size=2")).ShouldBeEmpty();
        (await anybody.JsonAsync("requests.json")).GetArrayLength().ShouldBe(3);
    }

    [Theory, Databases]
    public async Task Changes_are_found_by_when_they_were_made(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var partner = await PartnerClient.OfAsync(app);
        var first = await partner.SendAsync(PartnerClient.Mattress());
        var second = await partner.SendAsync(Graffiti());
        await app.AdvanceAsync(Duration.FromDays(2));
        await CloseAsync(app, first);

        (await IdsAsync(partner, "updated_after=2026-03-04")).ShouldBe([first]);
        (await IdsAsync(partner, "updated_before=2026-03-03")).ShouldBe([second]);
        var closed = (await partner.XmlAsync($"requests/{first}.xml?extensions=true")).Element("request")!;
        closed.Element("status")!.Value.ShouldBe("closed");
        closed.Element("status_notes")!.Value.ShouldContain("All gone");
        closed.Element("updated_datetime")!.Value.ShouldStartWith("2026-03-04T09:00:00");
        closed.Element("extended_attributes")!.Element("detailed_status")!.Value.ShouldBe("FIXED");
    }

    [Fact]
    public async Task Ninety_days_are_looked_back_and_no_more_is_asked_for_at_once()
    {
        await using var app = await KeptApp.StartAsync();
        using var partner = await PartnerClient.OfAsync(app);
        var old = await partner.SendAsync(PartnerClient.Mattress());
        await app.AdvanceAsync(Duration.FromDays(91));

        (await IdsAsync(partner, "")).ShouldBeEmpty();
        (await IdsAsync(partner, "start_date=2026-03-01T00:00:00Z")).ShouldBe([old]);
        (await IdsAsync(partner, $"service_request_id={old}")).ShouldBe([old]);
        await partner.XmlAsync("requests.xml?start_date=2026-01-01T00:00:00Z&end_date=2026-06-01T00:00:00Z", HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("start_date=yesterday")]
    [InlineData("start_date=2026-13-01T00:00:00Z")]
    [InlineData("end_date=2026-03-02T25:00:00Z")]
    [InlineData("start_date=99999-01-01T00:00:00Z")]
    [InlineData("end_date=0001-01-01")]
    [InlineData("status=broken")]
    [InlineData("page=0")]
    [InlineData("page=999999999999")]
    [InlineData("page_size=1001")]
    [InlineData("page_size=-1")]
    public async Task A_filter_that_makes_no_sense_is_refused(string query)
    {
        await using var app = await KeptApp.StartAsync();
        using var anybody = new PartnerClient(app, null);

        (await anybody.XmlAsync("requests.xml?" + query, HttpStatusCode.BadRequest)).Name.LocalName.ShouldBe("errors");
    }

    [Fact]
    public async Task Everybody_sees_what_was_chosen_and_where_and_nobody_sees_who_reported_it()
    {
        await using var app = await KeptApp.StartAsync();
        using var partner = await PartnerClient.OfAsync(app);
        using var other = await PartnerClient.OfAsync(app);
        using var anybody = new PartnerClient(app, null);
        var id = await partner.SendAsync(PartnerClient.Mattress(("attribute[who]", "A grey van of Mr Smith")));

        foreach (var reader in new[] { anybody, other })
        {
            var request = (await reader.XmlAsync($"requests/{id}.xml?extensions=true")).Element("request")!;
            request.Element("description")!.Value.ShouldBe("Furniture or a mattress; A fridge, washing machine or other appliance. As much as a small van holds");
            request.Element("lat")!.Value.ShouldBe("51.5");
            request.Element("address")!.Value.ShouldBe("Mill Lane");
            request.Element("expected_datetime")!.Value.ShouldBe("2026-03-11T17:00:00Z");
            request.Element("agency_responsible")!.Value.ShouldStartWith("Millbrook Council, ");
            foreach (var word in new[] { "Ada", "Lovelace", "example.org", "07700", "mattress and a fridge", "Smith" })
            {
                request.ToString().Contains(word, StringComparison.Ordinal).ShouldBeFalse(word);
            }
        }

        (await partner.XmlAsync($"requests/{id}.xml")).Element("request")!.Element("description")!.Value.ShouldContain("A mattress and a fridge");
        (await partner.XmlAsync($"requests/{id}.xml")).ToString().ShouldNotContain("Lovelace");
        (await anybody.XmlAsync($"tokens/{id}.xml")).Element("request")!.Element("service_request_id")!.Value.ShouldBe(id);
        await anybody.XmlAsync("tokens/2222-2222.xml", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_case_of_a_service_that_is_not_listed_is_shown_to_whoever_sent_it_alone()
    {
        await using var app = await KeptApp.StartAsync();
        using var partner = await PartnerClient.OfAsync(app);
        using var other = await PartnerClient.OfAsync(app);
        using var anybody = new PartnerClient(app, null);
        var id = await partner.SendAsync(
        [
            ("service_code", "street-light-danger"), ("phone", "07700 900123"), ("lat", "51.5"), ("long", "-0.12"),
            ("description", "Bare wires at the foot"), .. await RequiredAsync(anybody, "street-light-danger"),
        ]);

        (await IdsAsync(partner, "")).ShouldBe([id]);
        (await IdsAsync(other, "")).ShouldBeEmpty();
        (await IdsAsync(anybody, $"service_request_id={id}")).ShouldBeEmpty();
        var hidden = await anybody.XmlAsync($"requests/{id}.xml", HttpStatusCode.NotFound);
        hidden.ToString().ShouldBe((await anybody.XmlAsync("requests/2222-2222.xml", HttpStatusCode.NotFound)).ToString());
        await other.XmlAsync($"tokens/{id}.xml", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Reports_of_residents_are_listed_too()
    {
        await using var app = await KeptApp.StartAsync();
        using var client = app.Client();
        using var anybody = new PartnerClient(app, null);
        var reference = await ApiReports.SendAsync(client, 1, Cancel);

        (await IdsAsync(anybody, "")).ShouldBe([reference]);
    }

    /// <summary>The first value of everything that a service requires.</summary>
    internal static async Task<IEnumerable<(string, string)>> RequiredAsync(PartnerClient reader, string code) =>
        (await reader.XmlAsync($"services/{code}.xml")).Element("attributes")!.Elements("attribute")
            .Where(attribute => attribute.Element("required")!.Value == "true")
            .Select(attribute => ($"attribute[{attribute.Element("code")!.Value}]", attribute.Element("values")?.Element("value")?.Element("key")?.Value ?? "1"));

    internal static (string, string)[] Graffiti() =>
    [
        ("service_code", "graffiti"), ("lat", "51.51"), ("long", "-0.13"), ("description", "Tags on the wall"),
        ("attribute[surface]", "public"), ("attribute[hateful]", "no"),
    ];

    internal static Task CloseAsync(KeptApp app, string id) => app.WithAsync<CloseCase>(operation =>
        operation.HandleAsync(new CloseCaseInput(Reference.Parse(id), null, By.System, Outcome.Fixed, "All gone"), Cancel));

    private static async Task<List<string>> IdsAsync(PartnerClient reader, string query) =>
        [.. (await reader.XmlAsync("requests.xml?" + query)).Elements("request").Select(request => request.Element("service_request_id")!.Value)];
}
