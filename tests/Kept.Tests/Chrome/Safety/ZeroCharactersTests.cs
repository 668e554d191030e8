using System.Net;
using AngleSharp.Html.Dom;
using Kept.Domain.Cases;
using Kept.Staff;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Kept.Testing.Visits;
using Kept.Tests.Desk;
using Kept.Tests.Desk.Api;
using Kept.Tests.Open311;
using Kept.Tests.Reports;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Kept.Tests.Chrome.Safety;

/// <summary>A zero character in whatever is sent: PostgreSQL takes no text that has one, and nobody may see an error for it.</summary>
public sealed class ZeroCharactersTests
{
    private const string Zero = "\0";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task A_resident_is_told_that_it_was_not_understood_and_goes_on(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var ada = app.Visitor();
        await FlyTipping.ToPlaceAsync(ada);
        var question = ada.Page.Address;
        (await ada.Fill("Where is it, in your own words?", $"Lane behind{Zero} Mill School").PressAsync("Continue", HttpStatusCode.BadRequest)).Heading.ShouldBe("We could not understand this request");
        await ada.GoAsync(question);
        await ada.Fill("Where is it, in your own words?", "Lane behind Mill School").PressAsync("Continue");

        await FlyTipping.SendAsync(ada, mail: "ada@example.org");
        await app.RunDueWorkAsync();
        await ada.GoAsync(app.Mailbox.OnlyTo("ada@example.org").Link("Follow, add or withdraw"));
        (await ada.Fill("What else should we know?", $"A second{Zero} one").PressAsync("Add it", HttpStatusCode.BadRequest)).Heading.ShouldBe("We could not understand this request");
        (await app.ReadAsync(db => db.CaseEvents.CountAsync(entry => entry.Kind == EventKind.InformationAdded, Cancel))).ShouldBe(0);
    }

    [Theory, Databases]
    public async Task Every_form_of_the_desk_says_so_too_and_every_address_answers(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var hanna = await app.AddColleagueAsync("Hanna Lindqvist", StaffRole.Administrator, team: null);
        var received = await app.ReceiveAsync();
        var desk = await app.SignInAsync(hanna);
        var sent = 0;
        foreach (var page in new[] { $"/desk/cases/{received.Reference.Value}", "/desk/export", "/desk/import", "/admin/staff/invite", "/admin/keys/partner", "/desk/webhooks/new", "/account", "/account/keys", "/account/calendars", "/sign-in" })
        {
            await desk.GoAsync(page);
            foreach (var form in desk.Page.Document.Forms.Where(form => form.Method == "post" && form.GetAttribute("action")?.Contains("sign-out", StringComparison.Ordinal) != true))
            {
                if (form.QuerySelector("input[type=text], input[type=email], input[type=tel], input[type=password], input[type=search], textarea") is null)
                {
                    continue;
                }

                var status = await SubmitAsync(app, desk, form);
                status.ShouldBe(HttpStatusCode.BadRequest, $"{page} {form.Action}");
                sent++;
            }
        }

        sent.ShouldBeGreaterThan(15);
        foreach (var address in new[] { "/desk?team=a%00b", "/desk/search?q=a%00b", "/?q=%00", "/services?q=a%00b", "/follow?reference=%00&code=%00", "/sign-in?returnTo=%00" })
        {
            ((int)(await StatusAsync(app, desk, new HttpRequestMessage(HttpMethod.Get, address)))).ShouldBeLessThan(500, address);
        }
    }

    [Theory, Databases]
    public async Task Programs_of_partners_are_told_in_the_form_of_the_specification(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var partner = await PartnerClient.OfAsync(app);
        foreach (var field in new[] { "description", "address_string", "first_name", "attribute[size]", "account_id" })
        {
            var form = PartnerClient.Mattress().Where(known => known.Name != field).Append((field, $"a{Zero}b")).ToList();
            var parts = new MultipartFormDataContent { { new StringContent(partner.Key!), "api_key" } };
            form.ForEach(known => parts.Add(new StringContent(known.Item2), known.Item1));

            await PartnerClient.ReadXmlAsync(await partner.PostAsync("requests.xml", form), HttpStatusCode.BadRequest);
            await PartnerClient.ReadXmlAsync(await partner.PostAsync("requests.xml", parts), HttpStatusCode.BadRequest);
        }

        await partner.XmlAsync("requests.xml?service_code=%00&account_id=a%00b&q=%00");
        (await app.ReadAsync(db => db.Cases.CountAsync(Cancel))).ShouldBe(0);
    }

    [Theory]
    [Databases("""{"service": "pothole\u0000", "language": "en", "answers": {}}""")]
    [Databases("""{"service": "pothole", "language": "en", "answers": {"surface": "carriageway", "depth": "hand", "harm": false, "where": {"words": "a\u0000b"}}, "contact": {}}""")]
    [Databases("""{"service": "pothole", "language": "en", "answers": {"surface": "carriageway", "depth": "hand", "harm": false, "where": {"words": "ab"}, "more": "\ud800"}}""")]
    [Databases("""{"service": "pothole", "language": "e\u0000n", "answers": {}, "contact": {"name": "a\u0000b"}}""")]
    public async Task A_program_is_told_that_its_JSON_cannot_be_taken(Database database, string body)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var client = app.Client();
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/cases") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", "a character that is none");

        var answer = await client.SendAsync(request, Cancel);

        ((int)answer.StatusCode).ShouldBeInRange(400, 422, await answer.Content.ReadAsStringAsync(Cancel));
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await app.ReadAsync(db => db.Cases.CountAsync(Cancel))).ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"\ud800": 1}""")]
    [InlineData("""{"a\u0000": 1}""")]
    [InlineData("""{"service": "fly-tipping", "answers": {"\ud800": 1}}""")]
    [InlineData("""{"service": "fly-tipping", "answers": {"more": [{"a\u0000": 1}]}}""")]
    public async Task Names_of_fields_are_read_as_strictly_as_values(string body)
    {
        await using var app = await KeptApp.StartAsync();
        using var program = ApiProgram.Nobody(app);
        foreach (var path in new[] { "cases", "follow/codes", "services/fly-tipping/similar/K7QF-3M9T/follow" })
        {
            await program.PostAsync($"/api/v1/{path}", body, HttpStatusCode.BadRequest);
            program.Code.ShouldBe("no-json", path);
        }

        using var form = new MultipartFormDataContent { { new StringContent(body), "case" } };
        await program.PostFormAsync("/api/v1/cases", form, HttpStatusCode.BadRequest);
        program.Code.ShouldBe("no-json");
    }

    /// <summary>The form as it stands, with the character in every field that can be typed into.</summary>
    private static async Task<HttpStatusCode> SubmitAsync(KeptApp app, Visitor desk, IHtmlFormElement form)
    {
        var fields = form.QuerySelectorAll("input[name], textarea[name], select[name], button[name]").Select(field => KeyValuePair.Create(field.GetAttribute("name")!, field switch
        {
            IHtmlTextAreaElement => "a\0b",
            IHtmlInputElement { Type: "text" or "email" or "tel" or "password" or "search" } => "a\0b",
            IHtmlInputElement input => input.Value,
            IHtmlSelectElement select => select.Value ?? "",
            _ => field.GetAttribute("value") ?? "",
        })).Where(field => field.Key.Length > 0).ToList();
        var address = new Uri(desk.Page.Address, form.GetAttribute("action") ?? desk.Page.Address.ToString());
        return await StatusAsync(app, desk, new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(fields) });
    }

    private static async Task<HttpStatusCode> StatusAsync(KeptApp app, Visitor desk, HttpRequestMessage request)
    {
        using var client = app.Client();
        request.Headers.Add("Cookie", desk.Cookies.Header);
        using var answer = await client.SendAsync(request, Cancel);
        return answer.StatusCode;
    }
}
