using System.Net;
using System.Net.Http.Headers;
using Kept.Domain.Cases;
using Kept.Files;
using Kept.Keys;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Tests.Files;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Kept.Tests.Open311;

public sealed class SendRequestTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task A_request_is_a_case_at_once_and_is_answered_with_its_reference_and_our_promise(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var partner = await PartnerClient.OfAsync(app);

        var answer = await PartnerClient.ReadXmlAsync(await partner.PostAsync("requests.xml", PartnerClient.Mattress(("account_id", "ada-1"))), HttpStatusCode.OK);

        var request = answer.Element("request")!;
        request.Element("service_notice")!.Value.ShouldBe("By Wednesday 11 March we will have gone to look.");
        request.Element("account_id")!.Value.ShouldBe("ada-1");
        var about = await CaseAsync(app);
        about.Reference.ToString().ShouldBe(request.Element("service_request_id")!.Value);
        about.Channel.ShouldBe(Channel.Api);
        about.PlaceAddress.ShouldBe("Mill Lane");
        about.Latitude.ShouldBe(51.5);
        about.Reporter!.Name.ShouldBe("Ada Lovelace");
        about.Reporter.Mail.ShouldBe("ada@example.org");
        about.Answers.ShouldContain("\"what\":[\"furniture\",\"appliance\"]");
        about.Answers.ShouldContain("A mattress and a fridge");
        await app.AdvanceAsync(NodaTime.Duration.FromMinutes(1));
        app.Mailbox.LastTo("ada@example.org").Subject.ShouldStartWith("We have it: Rubbish dumped in the street");
    }

    [Fact]
    public async Task The_answer_in_JSON_says_the_same()
    {
        await using var app = await KeptApp.StartAsync();
        using var partner = await PartnerClient.OfAsync(app);

        var answer = await partner.PostAsync("requests.json", PartnerClient.Mattress());

        answer.Content.Headers.ContentType!.ToString().ShouldBe("application/json; charset=utf-8");
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        text.ShouldStartWith("[{\"service_request_id\":\"");
        text.ShouldContain("\"account_id\":null");
    }

    [Theory]
    [InlineData("service_code", "", HttpStatusCode.BadRequest, "service_code is missing")]
    [InlineData("service_code", "moon", HttpStatusCode.NotFound, "moon")]
    [InlineData("service_code", "school-place", HttpStatusCode.NotFound, "school-place")]
    [InlineData("lat", "fifty", HttpStatusCode.BadRequest, "lat is not a number")]
    [InlineData("lat", "NaN", HttpStatusCode.BadRequest, "lat is not a number")]
    [InlineData("lat", "91", HttpStatusCode.BadRequest, "attribute[where]")]
    [InlineData("long", "", HttpStatusCode.BadRequest, "lat and long are needed together")]
    [InlineData("email", "ada@@example", HttpStatusCode.BadRequest, "email")]
    [InlineData("attribute[size]", "gigantic", HttpStatusCode.BadRequest, "attribute[size]")]
    [InlineData("attribute[size]", "", HttpStatusCode.BadRequest, "attribute[size]")]
    [InlineData("media_url", "file:///etc/passwd", HttpStatusCode.BadRequest, "media_url")]
    public async Task A_mistake_is_named_in_the_form_of_the_specification_and_makes_nothing(string field, string value, HttpStatusCode status, string says)
    {
        await using var app = await KeptApp.StartAsync();
        using var partner = await PartnerClient.OfAsync(app);

        var errors = await PartnerClient.ReadXmlAsync(
            await partner.PostAsync("requests.xml", PartnerClient.Mattress().Where(known => known.Name != field).Append((field, value))), status);

        var error = errors.Elements("error").Single(error => error.Element("description")!.Value.Contains(says, StringComparison.Ordinal));
        error.Element("code")!.Value.ShouldBe(((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture));
        (await app.ReadAsync(db => db.Cases.CountAsync(Cancel))).ShouldBe(0);
    }

    [Fact]
    public async Task Without_a_place_nothing_is_taken_and_an_address_alone_is_one()
    {
        await using var app = await KeptApp.StartAsync();
        using var partner = await PartnerClient.OfAsync(app);
        var nowhere = PartnerClient.Mattress().Where(field => field.Name is not ("lat" or "long" or "address_string")).ToArray();

        await PartnerClient.ReadXmlAsync(await partner.PostAsync("requests.xml", nowhere), HttpStatusCode.BadRequest);
        await partner.SendAsync([.. nowhere, ("address_id", "UPRN 1001")]);

        (await CaseAsync(app)).PlaceWords.ShouldBe("UPRN 1001");
    }

    [Fact]
    public async Task Sending_needs_a_key_with_that_right_and_has_its_limit()
    {
        await using var app = await KeptApp.StartAsync();
        using var nobody = new PartnerClient(app, null);
        using var reader = await PartnerClient.OfAsync(app, KeyRights.Open311Read);
        using var slow = await PartnerClient.OfAsync(app, RightsOf.Partners, perMinute: 1);

        await PartnerClient.ReadXmlAsync(await nobody.PostAsync("requests.xml", PartnerClient.Mattress()), HttpStatusCode.Forbidden);
        await PartnerClient.ReadXmlAsync(await nobody.PostAsync("requests.xml", PartnerClient.Mattress(("api_key", "guess"))), HttpStatusCode.Forbidden);
        await PartnerClient.ReadXmlAsync(await reader.PostAsync("requests.xml", PartnerClient.Mattress()), HttpStatusCode.Forbidden);
        await slow.SendAsync(PartnerClient.Mattress());
        var refused = await slow.PostAsync("requests.xml", PartnerClient.Mattress());
        await PartnerClient.ReadXmlAsync(refused, HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 60);
        (await app.ReadAsync(db => db.Cases.CountAsync(Cancel))).ShouldBe(1);
    }

    [Theory, Databases]
    public async Task A_retry_makes_nothing_twice(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var partner = await PartnerClient.OfAsync(app);
        using var other = await PartnerClient.OfAsync(app);

        var keyed = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => partner.PostAsync("requests.xml", PartnerClient.Mattress(), "one")));
        (await Task.WhenAll(keyed.Select(answer => answer.Content.ReadAsStringAsync(Cancel)))).Distinct().Count().ShouldBe(1);
        await PartnerClient.ReadXmlAsync(await partner.PostAsync("requests.xml", PartnerClient.Mattress(("device_id", "x")), "one"), HttpStatusCode.UnprocessableEntity);
        var first = await partner.SendAsync(PartnerClient.Mattress(("device_id", "phone-1")));
        (await partner.SendAsync(PartnerClient.Mattress(("device_id", "phone-1")))).ShouldBe(first);
        (await partner.SendAsync(PartnerClient.Mattress(("device_id", "phone-2")))).ShouldNotBe(first);
        (await other.SendAsync(PartnerClient.Mattress(("device_id", "phone-1")))).ShouldNotBe(first);
        (await partner.SendAsync(PartnerClient.Mattress())).ShouldNotBe(await partner.SendAsync(PartnerClient.Mattress()));

        (await app.ReadAsync(db => db.Cases.CountAsync(Cancel))).ShouldBe(6);
    }

    [Theory, Databases]
    public async Task A_photo_is_part_of_what_was_sent(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var partner = await PartnerClient.OfAsync(app);
        var (one, other) = (Sample.Bytes("photo.jpg"), Sample.Bytes("picture.png"));

        var first = await IdInAsync(await PostPhotoAsync(partner, one, "k1"));
        (await IdInAsync(await PostPhotoAsync(partner, one, "k1"))).ShouldBe(first);
        await PartnerClient.ReadXmlAsync(await PostPhotoAsync(partner, other, "k1"), HttpStatusCode.UnprocessableEntity);
        var ofAda = await IdInAsync(await PostPhotoAsync(partner, one, null, ("account_id", "ada-1")));
        (await IdInAsync(await PostPhotoAsync(partner, one, null, ("account_id", "ada-1")))).ShouldBe(ofAda);
        (await IdInAsync(await PostPhotoAsync(partner, other, null, ("account_id", "ada-1")))).ShouldNotBe(ofAda);

        (await app.ReadAsync(db => db.Cases.CountAsync(Cancel))).ShouldBe(3);
        (await app.ReadAsync(db => db.Set<StoredFile>().Select(file => file.MediaType).ToListAsync(Cancel)))
            .ShouldBe(["image/jpeg", "image/jpeg", "image/png"], ignoreOrder: true);
    }

    [Fact]
    public async Task What_has_no_question_to_stand_in_is_kept_as_information()
    {
        await using var app = await KeptApp.StartAsync();
        using var partner = await PartnerClient.OfAsync(app);

        var id = await partner.SendAsync(PartnerClient.Mattress(("attribute[report_url]", "https://reports.example/77")));

        (await app.ReadAsync(db => db.Set<Contact>().Select(contact => contact.Words).ToListAsync(Cancel))).ShouldContain("report_url: https://reports.example/77");
        (await partner.XmlAsync($"requests/{id}.xml")).Element("request")!.Element("description")!.Value.ShouldContain("https://reports.example/77");
    }

    [Fact]
    public async Task A_photo_that_comes_with_it_is_stripped_and_stands_on_the_case()
    {
        await using var app = await KeptApp.StartAsync();
        using var partner = await PartnerClient.OfAsync(app);

        var answer = await PostPhotoAsync(partner, Sample.Bytes("photo.jpg"));

        var id = (await PartnerClient.ReadXmlAsync(answer, HttpStatusCode.OK)).Element("request")!.Element("service_request_id")!.Value;
        var stored = await app.ReadAsync(db => db.Set<StoredFile>().SingleAsync(Cancel));
        stored.CaseId.ShouldBe((await CaseAsync(app)).Id);
        stored.MediaType.ShouldBe("image/jpeg");
        using var client = app.Client();
        Sample.PrivateWordsIn(await client.GetByteArrayAsync(stored.Path, Cancel)).ShouldBeEmpty();
        (await partner.XmlAsync($"requests/{id}.xml")).Element("request")!.Element("media_url")!.Value.ShouldEndWith(stored.Path);
        using var anybody = new PartnerClient(app, null);
        (await anybody.XmlAsync($"requests/{id}.xml")).Element("request")!.Element("media_url")!.Value.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_photo_that_is_none_is_refused_and_nothing_is_made()
    {
        await using var app = await KeptApp.StartAsync();
        using var partner = await PartnerClient.OfAsync(app);

        var answer = await PostPhotoAsync(partner, "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray());

        await PartnerClient.ReadXmlAsync(answer, HttpStatusCode.BadRequest);
        (await app.ReadAsync(db => db.Cases.CountAsync(Cancel))).ShouldBe(0);
    }

    private static async Task<string> IdInAsync(HttpResponseMessage answer) =>
        (await PartnerClient.ReadXmlAsync(answer, HttpStatusCode.OK)).Element("request")!.Element("service_request_id")!.Value;

    private static async Task<HttpResponseMessage> PostPhotoAsync(PartnerClient partner, byte[] bytes, string? key = null, params (string, string)[] more)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in PartnerClient.Mattress([("api_key", partner.Key!), .. more]))
        {
            form.Add(new StringContent(value), name);
        }

        form.Add(new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("image/jpeg") } }, "media", "mattress.jpg");
        return await partner.PostAsync("requests.xml", form, key);
    }

    private static Task<Kept.Domain.Cases.Case> CaseAsync(KeptApp app) => app.ReadAsync(db => db.Cases.Include(about => about.Followers).SingleAsync(Cancel));
}
