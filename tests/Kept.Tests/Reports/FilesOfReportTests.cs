using Kept.Files;
using Kept.Reports;
using Kept.Reports.SweepDrafts;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.Visits.Forms;
using Kept.Tests.Files;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Reports;

/// <summary>Photos and documents of a report, from the form to the case.</summary>
public sealed class FilesOfReportTests
{
    private static readonly UploadedFile Photo = new("garden.jpg", "image/jpeg", Sample.Bytes("photo.jpg"));
    private static readonly UploadedFile Letter = new("letter.pdf", "application/pdf", Sample.Bytes("letter.pdf"));
    private static readonly UploadedFile Program = new("free.exe", "image/jpeg", [.. "MZ\u0090\0 not a photo"u8]);

    [Theory, Databases]
    public async Task A_photo_reaches_the_case_without_where_and_by_whom_it_was_taken(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var ada = await FlyTipping.ToPhotosAsync(app.Visitor());
        await ada.Attach("Choose files", Photo, Letter).PressAsync("Continue");
        await ada.PressAsync("Continue");
        await ada.PressAsync("Continue");
        ada.Page.Summary("Do you have a photo?").ShouldBe("garden.jpg letter.pdf");

        var confirmation = await ada.PressAsync("Send the report");

        confirmation.Says("These 2 files arrived:").ShouldBeTrue();
        var received = await app.ReadAsync(db => db.Cases.SingleAsync());
        var files = await app.ReadAsync(db => db.Set<StoredFile>().OrderBy(file => file.Id).ToListAsync());
        files.Select(file => file.CaseId).ShouldAllBe(id => id == received.Id);
        files.ShouldAllBe(file => file.DraftId == null);
        var served = await app.Visitor().GoAsync(files[0].Path);
        served.Type.ShouldBe("image/jpeg");
        Sample.PrivateWordsIn(served.Body).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_wrong_file_is_named_and_the_others_stay()
    {
        await using var app = await KeptApp.StartAsync();
        var ada = await FlyTipping.ToPhotosAsync(app.Visitor());

        var page = await ada.Attach("Choose files", Photo, Program).PressAsync("Continue");

        page.Errors.ShouldHaveSingleItem().ShouldContain("free.exe: We cannot take files of this type.");
        page.Says("1 file added").ShouldBeTrue();
        page.Says("garden.jpg").ShouldBeTrue();
    }

    [Fact]
    public async Task Files_are_added_and_taken_away_one_by_one()
    {
        await using var app = await KeptApp.StartAsync();
        var ada = await FlyTipping.ToPhotosAsync(app.Visitor());
        await ada.Attach("Choose files", Photo).PressAsync("Add these files");
        await ada.Attach("Choose files", Letter).PressAsync("Add these files");
        ada.Page.Says("2 files added").ShouldBeTrue();

        await ada.PressAsync("Remove garden.jpg");

        ada.Page.Says("1 file added").ShouldBeTrue();
        (await app.ReadAsync(db => db.Set<StoredFile>().SingleAsync())).Name.ShouldBe("letter.pdf");
    }

    [Fact]
    public async Task More_than_five_files_are_not_taken()
    {
        await using var app = await KeptApp.StartAsync();
        var ada = await FlyTipping.ToPhotosAsync(app.Visitor());

        var page = await ada.Attach("Choose files", [.. Enumerable.Repeat(Photo, 6)]).PressAsync("Add these files");

        page.Errors.ShouldHaveSingleItem().ShouldContain("You can add up to 5 files.");
        (await app.ReadAsync(db => db.Set<StoredFile>().CountAsync())).ShouldBe(5);
        page.Document.QuerySelector("input[type=file]").ShouldBeNull();
        (await ada.PressAsync("Continue")).Heading.ShouldBe("Is there anything else we should know?");
    }

    [Theory, Databases]
    public async Task Nor_are_they_where_several_are_sent_at_the_same_time(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var question = (await FlyTipping.ToPhotosAsync(app.Visitor())).Page.Address;
        var windows = Enumerable.Range(0, 6).Select(_ => app.Visitor()).ToList();
        foreach (var window in windows)
        {
            await window.GoAsync(question);
        }

        var pages = await Task.WhenAll(windows.Select(window => Task.Run(() => window.Attach("Choose files", Photo, Letter).PressAsync("Add these files"))));

        pages.SelectMany(page => page.Errors).ShouldAllBe(error => error.Contains("You can add up to 5 files."));
        pages.Count(page => page.Errors.Count > 0).ShouldBeGreaterThanOrEqualTo(3);
        var files = await app.ReadAsync(db => db.Set<StoredFile>().ToListAsync());
        files.Count.ShouldBe(5);
        (await windows[0].GoAsync(question)).Says("5 files added").ShouldBeTrue();
        Directory.GetFiles(Path.Combine(app.DataFolder, FileStore.FolderName), "*", SearchOption.AllDirectories)
            .Count(file => long.TryParse(Path.GetFileName(file), out _)).ShouldBe(5);
    }

    [Fact]
    public async Task Photos_may_be_shown_to_neighbours_and_documents_are_for_staff()
    {
        await using var app = await KeptApp.StartAsync();
        var ada = await FlyTipping.ToPhotosAsync(app.Visitor());
        await ada.Attach("Choose files", Photo).PressAsync("Continue");
        var ben = app.Visitor();
        await AnyService.StartAsync(ben, "resident-parking");
        await AnyService.ToCheckAsync(ben);

        var files = await app.ReadAsync(db => db.Set<StoredFile>().ToListAsync());

        files.Count(file => file.IsPublic).ShouldBe(1);
        files.Count.ShouldBeGreaterThan(1);
    }

    [Theory, Databases]
    public async Task A_draft_nobody_came_back_to_is_removed_with_its_files(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var ada = await FlyTipping.ToPhotosAsync(app.Visitor());
        await ada.Attach("Choose files", Photo).PressAsync("Continue");
        var path = (await app.ReadAsync(db => db.Set<StoredFile>().SingleAsync())).Path;
        await app.AdvanceAsync(SweepDrafts.Age - Duration.FromDays(1));
        (await app.ReadAsync(db => db.Set<Draft>().CountAsync())).ShouldBe(1);

        await app.AdvanceAsync(Duration.FromDays(2));

        (await app.ReadAsync(db => db.Set<Draft>().CountAsync())).ShouldBe(0);
        (await app.ReadAsync(db => db.Set<StoredFile>().CountAsync())).ShouldBe(0);
        await ada.GoAsync(path, System.Net.HttpStatusCode.NotFound);
    }
}
