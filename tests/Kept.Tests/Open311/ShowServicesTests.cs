using System.Net;
using System.Text.Json;
using Kept.Keys;
using Kept.Testing;
using Shouldly;
using Xunit;

namespace Kept.Tests.Open311;

public sealed class ShowServicesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Discovery_tells_where_the_interface_is()
    {
        await using var app = await KeptApp.StartAsync();
        using var anybody = new PartnerClient(app, null);

        var endpoint = (await anybody.XmlAsync("discovery.xml")).Element("endpoints")!.Element("endpoint")!;
        endpoint.Element("url")!.Value.ShouldBe($"{app.Address}open311/v2");
        endpoint.Element("specification")!.Value.ShouldBe("http://wiki.open311.org/GeoReport_v2");
        endpoint.Element("formats")!.Elements("format").Select(format => format.Value).ShouldBe(["text/xml", "application/json"]);
        var json = await anybody.JsonAsync("discovery.json");
        json.GetProperty("endpoints")[0].GetProperty("formats")[0].GetString().ShouldBe("text/xml");
        using var client = app.Client();
        (await client.GetAsync("/open311/discovery.xml", Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Only_services_for_partners_are_listed_and_each_is_defined()
    {
        await using var app = await KeptApp.StartAsync();
        using var anybody = new PartnerClient(app, null);

        var codes = (await anybody.XmlAsync("services.xml")).Elements("service").Select(service => service.Element("service_code")!.Value).ToList();
        codes.ShouldContain("fly-tipping");
        codes.ShouldContain("street-light-danger");
        codes.ShouldNotContain("school-place");
        codes.ShouldNotContain("noise");
        (await anybody.JsonAsync("services.json")).EnumerateArray().Select(service => service.GetProperty("service_code").GetString()).ShouldBe(codes);
        foreach (var code in codes)
        {
            var xml = (await anybody.XmlAsync($"services/{code}.xml")).Element("attributes")!.Elements("attribute").ToList();
            var json = (await anybody.JsonAsync($"services/{code}.json")).GetProperty("attributes").EnumerateArray().ToList();
            json.Select(attribute => attribute.GetProperty("code").GetString()).ShouldBe(xml.Select(attribute => attribute.Element("code")!.Value));
            json.ShouldAllBe(attribute => attribute.GetProperty("datatype").GetString()!.EndsWith("list", StringComparison.Ordinal) == HasValues(attribute));
        }

        (await anybody.XmlAsync("services/school-place.xml", HttpStatusCode.NotFound)).Element("error")!.Element("code")!.Value.ShouldBe("404");
    }

    [Fact]
    public async Task Questions_are_typed_attributes_and_place_and_photos_are_none()
    {
        await using var app = await KeptApp.StartAsync();
        using var anybody = new PartnerClient(app, null);

        var attributes = (await anybody.JsonAsync("services/fly-tipping.json")).GetProperty("attributes").EnumerateArray()
            .ToDictionary(attribute => attribute.GetProperty("code").GetString()!, attribute => attribute);

        attributes["what"].GetProperty("datatype").GetString().ShouldBe("multivaluelist");
        attributes["what"].GetProperty("required").GetBoolean().ShouldBeTrue();
        attributes["what"].GetProperty("values")[0].GetProperty("key").GetString().ShouldBe("furniture");
        attributes["what"].GetProperty("order").GetInt32().ShouldBe(1);
        attributes["size"].GetProperty("datatype").GetString().ShouldBe("singlevaluelist");
        attributes["blocks"].GetProperty("values").EnumerateArray().Select(value => value.GetProperty("key").GetString()).ShouldBe(["yes", "no"]);
        attributes.Keys.ShouldNotContain("where");
        attributes.Keys.ShouldNotContain("photos");
    }

    [Fact]
    public async Task Anybody_s_page_may_read_and_none_may_send()
    {
        await using var app = await KeptApp.StartAsync();
        using var client = app.Client();

        var read = await client.GetAsync("/open311/v2/services.json", Cancel);
        read.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        var asked = await client.SendAsync(new HttpRequestMessage(HttpMethod.Options, "/open311/v2/requests.json"), Cancel);
        asked.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        asked.Headers.GetValues("Access-Control-Allow-Methods").ShouldBe(["GET, HEAD, OPTIONS"]);
    }

    [Fact]
    public async Task Reading_can_be_kept_to_those_with_a_key()
    {
        await using var app = await KeptApp.StartAsync(options => options.Settings["Open311:OpenReading"] = "false");
        using var anybody = new PartnerClient(app, null);
        using var sender = await PartnerClient.OfAsync(app, KeyRights.Open311Send);
        using var reader = await PartnerClient.OfAsync(app, KeyRights.Open311Read);

        await anybody.XmlAsync("services.xml", HttpStatusCode.Forbidden);
        await sender.XmlAsync("services.xml", HttpStatusCode.Forbidden);
        await reader.XmlAsync("services.xml");
        await anybody.XmlAsync("discovery.xml");
    }

    [Theory]
    [InlineData("moon.xml", HttpStatusCode.NotFound)]
    [InlineData("services.csv", HttpStatusCode.NotFound)]
    [InlineData("services/fly-tipping/more.xml", HttpStatusCode.NotFound)]
    [InlineData("tokens.xml", HttpStatusCode.NotFound)]
    [InlineData("services.xml?api_key=guessed", HttpStatusCode.Forbidden)]
    public async Task Whatever_is_not_there_is_answered_in_the_form_of_the_specification(string path, HttpStatusCode status)
    {
        await using var app = await KeptApp.StartAsync();
        using var anybody = new PartnerClient(app, null);

        (await anybody.XmlAsync(path, status)).Name.LocalName.ShouldBe("errors");
    }

    [Fact]
    public async Task A_jurisdiction_of_somebody_else_is_not_found()
    {
        await using var app = await KeptApp.StartAsync(options => options.Settings["Open311:Jurisdiction"] = "millbrook.example");
        using var anybody = new PartnerClient(app, null);

        await anybody.XmlAsync("services.xml?jurisdiction_id=millbrook.example");
        await anybody.XmlAsync("services.xml");
        (await anybody.JsonAsync("services.json?jurisdiction_id=elsewhere.example", HttpStatusCode.NotFound))[0].GetProperty("code").GetInt32().ShouldBe(404);
    }

    private static bool HasValues(JsonElement attribute) => attribute.TryGetProperty("values", out var values) && values.GetArrayLength() > 0;
}
