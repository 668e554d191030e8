using System.Net;
using System.Text;
using System.Text.Json;
using Kept.Testing;
using Kept.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Kept.Tests.Open311;

public sealed class HostileTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [Databases("</description><status>closed</status>")]
    [Databases("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;")]
    [Databases("]]><script>alert(1)</script>")]
    [Databases("'; DROP TABLE cases; --")]
    [Databases("\u0001\u0008 control \uFFFE\uFFFF and \u202E backwards")]
    [Databases("{\"a\":1},\"status\":\"closed\"")]
    public async Task Whatever_is_written_comes_back_as_words_and_never_as_markup(Database database, string words)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var partner = await PartnerClient.OfAsync(app);

        var id = await partner.SendAsync([.. PartnerClient.Mattress().Where(field => field.Name != "description"), ("description", words), ("address_string", words)]);

        var xml = (await partner.XmlAsync($"requests/{id}.xml")).Element("request")!;
        xml.Elements("status").Single().Value.ShouldBe("open");
        xml.Descendants("script").ShouldBeEmpty();
        var json = (await partner.JsonAsync($"requests/{id}.json"))[0];
        json.GetProperty("status").GetString().ShouldBe("open");
        json.GetProperty("description").GetString()!.ShouldContain(words.Trim('\u0001', '\u0008', ' ')[..6]);
    }

    [Theory]
    [InlineData("description", 6000)]
    [InlineData("first_name", 400)]
    [InlineData("address_string", 600)]
    [InlineData("account_id", 400)]
    [InlineData("media_url", 3000)]
    public async Task A_field_that_is_too_long_is_refused_and_named(string field, int length)
    {
        await using var app = await KeptApp.StartAsync();
        using var partner = await PartnerClient.OfAsync(app);
        var value = (field == "media_url" ? "https://example.org/" : "") + new string('x', length);

        var answer = await partner.PostAsync("requests.xml", PartnerClient.Mattress().Where(known => known.Name != field).Append((field, value)));

        await PartnerClient.ReadXmlAsync(answer, HttpStatusCode.BadRequest);
        (await app.ReadAsync(db => db.Cases.CountAsync(Cancel))).ShouldBe(0);
    }

    [Fact]
    public async Task A_body_that_is_no_form_or_has_no_end_of_fields_is_refused_in_the_form_of_the_specification()
    {
        await using var app = await KeptApp.StartAsync();
        using var partner = await PartnerClient.OfAsync(app);

        await PartnerClient.ReadXmlAsync(await partner.PostAsync("requests.xml", new StringContent("<x/>", Encoding.UTF8, "text/xml")), HttpStatusCode.BadRequest);
        await PartnerClient.ReadXmlAsync(await partner.PostAsync("requests.xml", new StringContent("{}", Encoding.UTF8, "application/json")), HttpStatusCode.BadRequest);
        await PartnerClient.ReadXmlAsync(
            await partner.PostAsync("requests.xml", Enumerable.Range(0, 2000).Select(number => ($"attribute[x{number}]", "y"))), HttpStatusCode.BadRequest);
        var broken = new StringContent("no boundary in here", Encoding.UTF8);
        broken.Headers.Remove("Content-Type");
        broken.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=aaa");
        await PartnerClient.ReadXmlAsync(await partner.PostAsync("requests.xml", broken), HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("services/..%2F..%2Fappsettings.json")]
    [InlineData("requests/%00.xml")]
    [InlineData("tokens/%3Cscript%3E.xml")]
    [InlineData("requests/1%27%20OR%201=1.xml")]
    public async Task Strange_addresses_find_nothing(string path)
    {
        await using var app = await KeptApp.StartAsync();
        using var anybody = new PartnerClient(app, null);

        var answer = await anybody.GetAsync(path);

        ((int)answer.StatusCode).ShouldBeInRange(400, 404);
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldNotContain("<script>");
    }

    [Fact]
    public async Task Errors_in_JSON_are_a_list_of_code_and_description()
    {
        await using var app = await KeptApp.StartAsync();
        using var partner = await PartnerClient.OfAsync(app);

        var answer = await partner.PostAsync("requests.json", [("service_code", "fly-tipping")]);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var errors = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).RootElement.EnumerateArray().ToList();
        errors.Count.ShouldBeGreaterThan(2);
        errors.ShouldAllBe(error => error.GetProperty("code").GetInt32() == 400 && error.GetProperty("description").GetString()!.Length > 5);
    }
}
