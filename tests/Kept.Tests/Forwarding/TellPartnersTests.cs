using Kept.Cases;
using Kept.Cases.AddInformation;
using Kept.Cases.AddNote;
using Kept.Cases.CloseCase;
using Kept.Cases.LogContact;
using Kept.Cases.WriteToResident;
using Kept.Domain.Cases;
using Kept.Files;
using Kept.Forwarding;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Kept.Testing.Visits;
using Kept.Testing.Visits.Forms;
using Kept.Tests.Files;
using Kept.Tests.Open311;
using Kept.Tests.Reports;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Forwarding;

/// <summary>What is added to a case goes on to whoever works on it.</summary>
public sealed class TellPartnersTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static UploadedFile Photo => new("photo.jpg", "image/jpeg", Sample.Bytes("photo.jpg"));

    [Theory, Databases]
    public async Task Words_and_photos_that_a_resident_adds_reach_the_other_council_and_so_does_that_it_is_not_fixed(Database database)
    {
        await using var county = await KeptApp.StartAsync(database, options => options.Settings["Outside:InsideHosts:0"] = "127.0.0.1");
        using var key = await PartnerClient.OfAsync(county);
        await using var town = await KeptApp.StartAsync(database, options => GiveTo(options, county, key.Key!));
        var ada = await ReportAsync(town);
        await ada.Fill("What else should we know?", "It is deeper now").Attach("Photos or documents", Photo).PressAsync("Add it");
        await BothAsync(town, county, Duration.FromMinutes(2));

        var theirs = await county.ReadAsync(db => db.Cases.Include(about => about.Followers).SingleAsync(Cancel));
        (await EventsAsync(county, EventKind.InformationAdded)).ShouldContain(entry => entry.Words == "It is deeper now" && entry.CaseId == theirs.Id);
        (await county.ReadAsync(db => db.Set<StoredFile>().SingleAsync(Cancel))).MediaType.ShouldBe("image/jpeg");
        theirs.Followers.ShouldAllBe(follower => follower.Mail == null && follower.Name == null, "who reported stays here");

        await CloseAsync(county, theirs.Reference);
        await BothAsync(town, county, Duration.FromMinutes(40));
        (await ForwardCases.ForwardAsync(town)).State.ShouldBe(ForwardState.Done);
        await CloseAsync(town, (await ForwardCases.OnlyAsync(town)).Reference);
        await ada.GoAsync(ada.Page.Address);
        await ada.Fill("What is still wrong?", "It sinks in again").PressAsync("It is not fixed");
        await BothAsync(town, county, Duration.FromMinutes(2));

        (await ForwardCases.OnlyAsync(county)).IsClosed.ShouldBeFalse();
        (await EventsAsync(county, EventKind.Reopened)).ShouldHaveSingleItem().Words.ShouldBe("It sinks in again");
        (await ForwardCases.ForwardAsync(town)).State.ShouldBe(ForwardState.WithThem, "what they do is followed again");
        var desk = await town.SignInAsync(await town.AddColleagueAsync("Mira Kovač"));
        await desk.GoAsync(await town.OnlyCaseAsync());
        foreach (var words in new[] { "What they were told since then", "More information", "Open again", "County Highways has it.", "description: It sinks in again" })
        {
            desk.Page.Text.ShouldContain(words);
        }

        await CloseAsync(county, theirs.Reference);
        await BothAsync(town, county, Duration.FromMinutes(40));
        (await ForwardCases.ForwardAsync(town)).State.ShouldBe(ForwardState.Done);
    }

    [Theory, Databases]
    public async Task It_is_sent_as_other_servers_know_it_and_says_nothing_of_who_said_it(Database database)
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(database, options =>
        {
            other.Configure(options);
            options.Settings["Forwarding:Partners:county:SendContact"] = "true";
        });
        var ada = await ReportAsync(app);
        await ada.Attach("Photos or documents", Photo, new UploadedFile("letter.pdf", "application/pdf", Sample.Bytes("letter.pdf"))).PressAsync("Add it");
        await ada.Fill("Why?", "We filled it ourselves").PressAsync("Take it back");
        await app.AdvanceAsync(Duration.FromMinutes(1));

        var (added, back) = (other.Told.First(), other.Told.Last());
        other.Told.Count.ShouldBe(2);
        added.Keys.ShouldBe(["api_key", "update_id", "service_request_id", "updated_datetime", "status", "description", "media_url"], ignoreOrder: true);
        (added["api_key"].ToString(), added["service_request_id"].ToString(), added["status"].ToString(), added["updated_datetime"].ToString()).ShouldBe(
            ("their-key", "101", "OPEN", "2026-03-02T09:00:00Z"));
        added["description"].ToString().ShouldBe("A photo or a document was added.");
        var files = await app.ReadAsync(db => db.Set<StoredFile>().OrderBy(file => file.Id).ToListAsync(Cancel));
        added["media_url"].ToArray().ShouldBe([.. files.Select(file => app.Address.ToString().TrimEnd('/') + file.Path)]);
        (back["status"].ToString(), back["description"].ToString()).ShouldBe(("CLOSED", "We filled it ourselves"));
        back["update_id"].ToString().ShouldNotBe(added["update_id"].ToString());
        var told = await ForwardCases.ToldAsync(app);
        told.Select(update => (update.State, update.TheirId)).ShouldBe([(OwnUpdateState.Taken, "701"), (OwnUpdateState.Taken, "702")]);
        told.ShouldAllBe(update => !update.Sent!.Contains("their-key"));
    }

    [Theory, Databases]
    public async Task The_first_photo_of_a_report_goes_with_the_case_and_the_others_follow(Database database)
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(database, options => other.Configure(options, "fly-tipping"));
        var ada = app.Visitor();
        await FlyTipping.ToPhotosAsync(ada);
        await ada.Attach("Choose files", Photo, new UploadedFile("b.png", "image/png", Sample.Bytes("picture.png"))).PressAsync("Continue");
        await ada.PressAsync("Continue");
        await ada.PressAsync("Continue");
        await ada.PressAsync("Send the report");
        await app.AdvanceAsync(Duration.FromMinutes(1));

        var files = await app.ReadAsync(db => db.Set<StoredFile>().OrderBy(file => file.Id).ToListAsync(Cancel));
        other.Taken.ShouldHaveSingleItem()["media_url"].ToString().ShouldEndWith(files[0].Path);
        other.Told.ShouldHaveSingleItem()["media_url"].ToArray().ShouldHaveSingleItem()!.ShouldEndWith(files[1].Path);

        await FlyTipping.SendAsync(app.Visitor());
        await app.AdvanceAsync(Duration.FromMinutes(1));
        (other.Taken.Count, other.Told.Count).ShouldBe((2, 1));
    }

    [Theory, Databases]
    public async Task What_only_staff_may_read_and_letters_to_residents_go_to_nobody(Database database)
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(database, options => other.Configure(options));
        var reference = Reference.Parse(await ForwardCases.PotholeAsync(app));
        var mira = await app.AddColleagueAsync("Mira Kovač");
        var by = By.Staff(mira.Id);
        await app.WithAsync<AddNote>(add => add.HandleAsync(new AddNoteInput(reference, by, "She is afraid of her neighbour"), Cancel));
        await app.WithAsync<LogContact>(log => log.HandleAsync(new LogContactInput(reference, by, Channel.Phone, true, true, "Call her at work"), Cancel));
        await app.WithAsync<WriteToResident>(write => write.HandleAsync(new WriteToResidentInput(reference, by, "Dear Ada, we are on it"), Cancel));
        await app.WithAsync<AddInformation>(add => add.HandleAsync(new AddInformationInput(reference, by, Channel.Phone, "It is by the blue gate", []), Cancel));
        await app.AdvanceAsync(Duration.FromMinutes(2));

        other.Told.ShouldHaveSingleItem()["description"].ToString().ShouldBe("It is by the blue gate");
        (await ForwardCases.ToldAsync(app)).Count.ShouldBe(1);
    }

    internal static void GiveTo(KeptAppOptions options, KeptApp county, string key)
    {
        options.Settings["Outside:InsideHosts:0"] = county.Address.Authority;
        options.Settings["Forwarding:Partners:county:Name"] = "County Highways";
        options.Settings["Forwarding:Partners:county:Address"] = $"{county.Address}open311/v2/";
        options.Settings["Forwarding:Partners:county:ApiKey"] = key;
        options.Settings["Forwarding:Partners:county:Services:pothole:Code"] = "pothole";
        foreach (var question in new[] { "surface", "depth", "harm" })
        {
            options.Settings[$"Forwarding:Partners:county:Services:pothole:Attributes:{question}"] = question;
        }
    }

    /// <summary>A pothole, given on; and Ada with the page of the link in her mail.</summary>
    private static async Task<Visitor> ReportAsync(KeptApp app)
    {
        await ForwardCases.PotholeAsync(app);
        await app.RunDueWorkAsync();
        var ada = app.Visitor();
        await ada.GoAsync(app.Mailbox.OnlyTo("ada@example.org").Link("Follow, add or withdraw"));
        return ada;
    }

    private static Task CloseAsync(KeptApp app, Reference reference) => app.WithAsync<CloseCase>(
        close => close.HandleAsync(new CloseCaseInput(reference, null, By.System, Outcome.Fixed, "Filled"), Cancel));

    private static Task<List<CaseEvent>> EventsAsync(KeptApp app, EventKind kind) => app.ReadAsync(db => db.CaseEvents.AsNoTracking().Where(entry => entry.Kind == kind).ToListAsync(Cancel));

    private static async Task BothAsync(KeptApp one, KeptApp other, Duration duration)
    {
        await other.AdvanceAsync(duration);
        await one.AdvanceAsync(duration);
        await other.AdvanceAsync(Duration.FromMinutes(1));
    }
}
