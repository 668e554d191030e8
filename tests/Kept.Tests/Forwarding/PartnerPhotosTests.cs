using System.Net;
using System.Text;
using Kept.Domain.Partners;
using Kept.Files;
using Kept.Forwarding;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Kept.Tests.Files;
using Kept.Tests.Open311;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Forwarding;

/// <summary>Photos that partners send with what they say, good ones and bad ones.</summary>
public sealed class PartnerPhotosTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task A_photo_of_the_work_is_fetched_stripped_and_shown_to_staff_alone(Database database)
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(database, options => other.Configure(options));
        await ForwardCases.PotholeAsync(app);
        await app.RunDueWorkAsync();
        other.Files["/photos/1.jpg"] = Sample.Bytes("photo.jpg");
        other.Files["/photos/2.png"] = Sample.Bytes("picture.png");
        other.Updates = Updates(Update("1", Media(other, "/photos/1.jpg"), Media(other, "/photos/2.png"), Media(other, "/photos/1.jpg")));

        await app.AdvanceAsync(Duration.FromHours(1));

        var stored = await StoredAsync(app);
        stored.Select(file => (file.MediaType, file.Purpose, file.IsPublic)).ShouldBe(
            [("image/jpeg", FilePurpose.Partner, false), ("image/png", FilePurpose.Partner, false)], ignoreOrder: true);
        var desk = await app.SignInAsync(await app.AddColleagueAsync("Mira Kovač"));
        await desk.GoAsync(await app.OnlyCaseAsync());
        desk.Page.Text.ShouldContain("from a partner");
        var shown = desk.Page.Find("img[alt^='Picture from a partner']").GetAttribute("src")!;
        Sample.PrivateWordsIn((await desk.GoAsync(shown)).Body).ShouldBeEmpty();
        var ada = app.Visitor();
        await ada.GoAsync(app.Mailbox.OnlyTo("ada@example.org").Link("Follow, add or withdraw"));
        ada.Page.Source.ShouldNotContain("/files/");
        other.Told.ShouldBeEmpty("what they sent does not go back to them");
    }

    [Theory, Databases]
    public async Task Whatever_stands_in_place_of_a_photo_their_words_are_heard(Database database)
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(database, options => other.Configure(options));
        await ForwardCases.PotholeAsync(app);
        await app.RunDueWorkAsync();
        other.Files["/page.jpg"] = Encoding.UTF8.GetBytes("<html><script>alert(1)</script></html>");
        other.Files["/huge.jpg"] = new byte[16 * 1024 * 1024];
        string[] bad =
        [
            Media(other, "/page.jpg"), Media(other, "/huge.jpg"), Media(other, "/missing.jpg"), "http://127.0.0.1:1/inside.jpg", "https://169.254.169.254/latest/meta-data/",
            "file:///etc/passwd", "javascript:alert(1)", "//no-scheme/x.jpg", "http://", "https://example.org/" + new string('x', 3000), "https://user:pass@/", "",
        ];
        other.Updates = Updates([.. bad.Select((address, number) => Update($"{number}", address))]);

        await app.AdvanceAsync(Duration.FromHours(27));

        (await app.ReadAsync(db => db.Set<ForwardUpdate>().CountAsync(Cancel))).ShouldBe(bad.Length);
        (await StoredAsync(app)).ShouldBeEmpty();
        (await app.ReadAsync(db => db.Set<PartnerMedia>().ToListAsync(Cancel))).ShouldAllBe(media => media.State != MediaState.Waiting && media.State != MediaState.Taken);
    }

    [Theory, Databases]
    public async Task Of_a_hundred_photos_as_many_are_fetched_as_anybody_may_send(Database database)
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(database, options => other.Configure(options));
        await ForwardCases.PotholeAsync(app);
        await app.RunDueWorkAsync();
        other.Updates = Updates(Update("1", [.. Enumerable.Range(1, 100).Select(number => Media(other, $"/photo{number}.jpg"))]));

        await app.AdvanceAsync(Duration.FromHours(1));

        (await app.ReadAsync(db => db.Set<PartnerMedia>().CountAsync(Cancel))).ShouldBe(FileLimits.Default.MaxFiles);
    }

    [Theory]
    [Databases("a zero \\u0000 inside")]
    [Databases("half a character \\ud83d")]
    [Databases("cut in the middle of one LONG")]
    public async Task Characters_that_no_database_takes_do_not_stop_us_from_hearing_them(Database database, string words)
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(database, options => other.Configure(options));
        await ForwardCases.PotholeAsync(app);
        await app.RunDueWorkAsync();
        var said = words.Replace("LONG", new string('x', 4998 - words.Length + 4) + "\U0001F600 and more", StringComparison.Ordinal);
        other.Updates = $$"""
            [{"update_id": "1", "service_request_id": "101", "status": "in_progress", "updated_datetime": "2026-03-02T09:05:00Z", "description": "{{said}}", "media_url": ["http://127.0.0.1:1/\u0000.jpg", 7]},
             {"update_id": "2\u0000", "service_request_id": "101", "status": "fixed", "updated_datetime": "2026-03-02T09:06:00Z"}]
            """;

        await app.AdvanceAsync(Duration.FromHours(1));

        (await app.ReadAsync(db => db.Set<ForwardUpdate>().OrderBy(update => update.UpdateId).Select(update => update.UpdateId).ToListAsync(Cancel))).ShouldBe(["1", "2"]);
        (await ForwardCases.ForwardAsync(app)).State.ShouldBe(ForwardState.Done);
    }

    [Theory, Databases]
    public async Task Photos_that_a_partner_sends_us_by_name_or_in_the_form_are_kept_too(Database database)
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(database, options =>
        {
            other.Configure(options);
            options.Settings["Forwarding:Partners:county:KeyPartner"] = "County Highways";
        });
        using var county = await PartnerClient.OfAsync(app, name: "County Highways");
        var reference = await ForwardCases.PotholeAsync(app);
        await app.RunDueWorkAsync();
        other.Files["/photos/1.jpg"] = Sample.Bytes("photo.jpg");
        var form = new MultipartFormDataContent { { new StringContent(county.Key!), "api_key" }, { new StringContent(Media(other, "/photos/1.jpg")), "media_url" } };
        foreach (var (name, value) in UpdatesTests.Update(reference, "w1", "IN_PROGRESS", "A crew is there"))
        {
            form.Add(new StringContent(value), name);
        }

        form.Add(new ByteArrayContent(Sample.Bytes("picture.png")), "media", "crew.png");
        await PartnerClient.ReadXmlAsync(await county.PostAsync("servicerequestupdates.xml", form), HttpStatusCode.OK);
        await app.RunDueWorkAsync();

        (await StoredAsync(app)).Select(file => (file.MediaType, file.Purpose)).ShouldBe([("image/png", FilePurpose.Partner), ("image/jpeg", FilePurpose.Partner)], ignoreOrder: true);
        (await app.ReadAsync(db => db.Set<ForwardUpdate>().SingleAsync(Cancel))).Status.ShouldBe(WorkStatus.InProgress);
    }

    private static string Media(OtherServer other, string path) => $"http://{other.Host}{path}";

    private static string Update(string id, params string[] media) => $"""
        <request_update><update_id>{id}</update_id><service_request_id>101</service_request_id><status>IN_PROGRESS</status><updated_datetime>2026-03-02T09:05:00Z</updated_datetime>
        <description>Look</description>{string.Concat(media.Select(address => $"<media_url>{System.Security.SecurityElement.Escape(address)}</media_url>"))}</request_update>
        """;

    private static string Updates(params string[] updates) => $"<service_requests_updates>{string.Concat(updates)}</service_requests_updates>";

    private static Task<List<StoredFile>> StoredAsync(KeptApp app) => app.ReadAsync(db => db.Set<StoredFile>().AsNoTracking().ToListAsync(Cancel));
}
