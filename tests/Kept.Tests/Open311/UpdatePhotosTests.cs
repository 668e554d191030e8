using Kept.Cases;
using Kept.Cases.CloseCase;
using Kept.Cases.RecordVisit;
using Kept.Domain.Cases;
using Kept.Files;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Tests.Files;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Open311;

/// <summary>Photos of what we did, in what programs are told of it.</summary>
public sealed class UpdatePhotosTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Each_update_has_the_photos_that_it_was_saved_with_for_whom_the_case_came_from(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var partner = await PartnerClient.OfAsync(app);
        using var other = await PartnerClient.OfAsync(app);
        using var anybody = new PartnerClient(app, null);
        var photos = await VisitedAndClosedAsync(app, await partner.SendAsync(PartnerClient.Mattress()));

        (await MediaAsync(partner)).ShouldBe(ThoseOf(app, photos));
        var json = (await partner.JsonAsync("servicerequestupdates.json")).EnumerateArray()
            .Single(update => update.GetProperty("media_url").GetString() == Of(app, photos[0]));
        json.GetProperty("extended_attributes").GetProperty("media_urls").EnumerateArray().Select(address => address.GetString()).ShouldBe([Of(app, photos[0]), Of(app, photos[1])]);
        (await partner.JsonAsync("servicerequestupdates.json"))[0].TryGetProperty("extended_attributes", out _).ShouldBeFalse();
        (await MediaAsync(other)).ShouldBeEmpty();
        (await MediaAsync(anybody)).ShouldBeEmpty();

        using var client = app.Client();
        (await client.GetAsync(Of(app, photos[2]), Cancel)).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Theory, Databases]
    public async Task Where_photos_are_public_everybody_sees_what_residents_see_and_nothing_else(Database database)
    {
        await using var app = await KeptApp.StartAsync(database, options => options.Settings["Open311:PublicPhotos"] = "true");
        using var partner = await PartnerClient.OfAsync(app);
        using var anybody = new PartnerClient(app, null);
        var id = await partner.SendAsync(PartnerClient.Mattress());
        var photos = await VisitedAndClosedAsync(app, id);
        var about = await app.ReadAsync(db => Task.FromResult(db.Cases.Single()));
        foreach (var (purpose, isPublic) in new[] { (FilePurpose.Partner, false), (FilePurpose.Proof, false), (FilePurpose.Information, false), (FilePurpose.Information, true) })
        {
            var hidden = await app.TakeAsync(about.Id, "moving.gif", purpose, isPublic);
            await app.ReadAsync(async db =>
            {
                db.Add(hidden);
                return await db.SaveChangesAsync(Cancel);
            });
        }

        (await MediaAsync(anybody)).ShouldBe(ThoseOf(app, photos));
        var listed = (await anybody.XmlAsync("requests.xml?extensions=true")).Elements("request").Single();
        listed.Element("media_url")!.Value.ShouldBe(Of(app, photos[0]));
        listed.Element("extended_attributes")!.Element("media_urls")!.Elements().Select(photo => photo.Value).ShouldBe(photos.Select(photo => Of(app, photo)));
    }

    /// <summary>A visit in vain without a photo, one with two, and a close with one.</summary>
    private static async Task<StoredFile[]> VisitedAndClosedAsync(KeptApp app, string id)
    {
        var reference = Reference.Parse(id);
        var about = (await app.ReadAsync(db => Task.FromResult(db.Cases.Single(known => known.Reference == reference)))).Id;
        await app.AdvanceAsync(Duration.FromDays(1));
        await VisitAsync(app, reference);
        await app.AdvanceAsync(Duration.FromDays(1));
        StoredFile[] there = [await app.TakeAsync(about, "photo.jpg", FilePurpose.Proof), await app.TakeAsync(about, "picture.png", FilePurpose.Proof)];
        await VisitAsync(app, reference, there);
        await app.AdvanceAsync(Duration.FromDays(1));
        var done = await app.TakeAsync(about, "picture.webp", FilePurpose.Proof);
        await app.WithAsync<CloseCase>(close => close.HandleAsync(new CloseCaseInput(reference, null, By.System, Outcome.Fixed, "All gone", [done]), Cancel));
        return [.. there, done];
    }

    private static Task VisitAsync(KeptApp app, Reference reference, params StoredFile[] photos) => app.WithAsync<RecordVisit>(visit =>
        visit.HandleAsync(new RecordVisitInput(reference, null, By.System, app.Now, false, "van-full", null, photos), Cancel));

    /// <summary>Updates that have photos: the first is where every client looks, and where there are more all of them are where those look that know of it.</summary>
    private static async Task<List<(string Status, string Media)>> MediaAsync(PartnerClient reader)
    {
        var found = new List<(string, string)>();
        foreach (var update in (await reader.XmlAsync("servicerequestupdates.xml")).Elements("request_update"))
        {
            var (first, all) = (update.Element("media_url")!.Value, update.Element("extended_attributes")?.Element("media_urls")!.Elements().Select(photo => photo.Value).ToList());
            (all?[0] ?? first).ShouldBe(first);
            if (first.Length > 0)
            {
                found.Add((update.Element("status")!.Value, string.Join(' ', all ?? [first])));
            }
        }

        return found;
    }

    private static List<(string Status, string Media)> ThoseOf(KeptApp app, StoredFile[] photos) =>
        [("ACTION_SCHEDULED", $"{Of(app, photos[0])} {Of(app, photos[1])}"), ("FIXED", Of(app, photos[2]))];

    private static string Of(KeptApp app, StoredFile photo) => app.Address.ToString().TrimEnd('/') + photo.Path;
}
