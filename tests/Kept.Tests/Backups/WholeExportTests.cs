using System.IO.Compression;
using System.Security.Cryptography;
using Kept.Backups;
using Kept.Backups.ExportAll;
using Kept.Backups.ImportAll;
using Kept.Cases;
using Kept.Demo.FillWithCases;
using Kept.Files;
using Kept.Staff;
using Kept.Staff.Demo;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Kept.Tests.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Kept.Tests.Backups;

/// <summary>A council moves from one database to the other and back, and nothing is different.</summary>
public sealed class WholeExportTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task A_busy_council_moves_to_the_other_database_and_back_without_a_difference(Database from)
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("KEPT_TEST_QUICK") is "1", "PostgreSQL is left out of a quick run.");
        await using var council = await BusyAsync(from);
        await using var source = Installation.Of(council);
        var first = await ExportAsync(source);
        await using var other = await Installation.NewAsync(from == Database.Sqlite ? Database.PostgreSql : Database.Sqlite);

        (await ImportAsync(other, first)).ShouldBeOfType<ImportOutcome.Imported>().Rows.ShouldBeGreaterThan(1000);
        var second = await ExportAsync(other);
        await using var back = await Installation.NewAsync(from);
        (await ImportAsync(back, second)).ShouldBeOfType<ImportOutcome.Imported>();
        var third = await ExportAsync(back);

        var content = await ContentAsync(first);
        content.Count(part => part.StartsWith("files/", StringComparison.Ordinal)).ShouldBeGreaterThan(0);
        (await ContentAsync(second)).ShouldBe(content);
        (await ContentAsync(third)).ShouldBe(content);
        (await other.ContentAsync()).ShouldBe(await Installation.ContentAsync(council));
    }

    [Theory, Databases]
    public async Task Links_sign_ins_uploads_and_search_work_where_it_has_moved_to(Database to)
    {
        await using var council = await BusyAsync(Database.Sqlite);
        await using var source = Installation.Of(council);
        await using var target = await KeptApp.StartAsync(to, options => options.BeforeStart = async app =>
        {
            await using var empty = Installation.Of(app);
            (await ImportAsync(empty, await ExportAsync(source))).ShouldBeOfType<ImportOutcome.Imported>();
        });
        var some = await council.ReadAsync(db => db.Cases.AsNoTracking().Include(c => c.Followers).OrderByDescending(c => c.Id).FirstAsync(Cancel));

        (await target.Visitor().GoAsync(CaseAddress.Of(some))).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        var member = await target.ReadAsync(db => db.Set<StaffMember>().FirstAsync(m => m.Role == StaffRole.Administrator, Cancel));
        var desk = await target.SignInAsync(member, (await council.Services.GetRequiredService<DemoSignIn>().ReadAsync(Cancel))!);
        (await desk.GoAsync($"/desk/cases/{some.Reference}")).Says(some.Title).ShouldBeTrue();
        (await desk.GoAsync($"/desk/search?q={some.Reference}")).Says(some.Reference.ToString()).ShouldBeTrue();
        var file = await target.ReadAsync(db => db.Set<StoredFile>().OrderBy(stored => stored.Id).FirstAsync(Cancel));
        (await target.Visitor().GoAsync(file.Path)).Body.Length.ShouldBe((int)file.Size);
        using var client = target.Client();
        await ApiReports.SendAsync(client, 1, Cancel);
    }

    [Theory, Databases]
    public async Task What_is_not_empty_is_not_touched(Database database)
    {
        await using var council = await BackupTests.DemoAsync(Database.Sqlite);
        await using var source = Installation.Of(council);
        var file = await ExportAsync(source);
        await using var target = await Installation.NewAsync(database);
        (await ImportAsync(target, file)).ShouldBeOfType<ImportOutcome.Imported>();
        var before = await target.ContentAsync();

        (await ImportAsync(target, file)).ShouldBeOfType<ImportOutcome.NotEmpty>();

        (await target.ContentAsync()).ShouldBe(before);
        (await ImportAsync(source, file)).ShouldBeOfType<ImportOutcome.ProgramRuns>();
    }

    [Theory, Databases]
    public async Task A_file_with_a_wrong_byte_or_without_its_end_changes_nothing(Database database)
    {
        await using var council = await BackupTests.DemoAsync(Database.Sqlite);
        await using var source = Installation.Of(council);
        var file = await ExportAsync(source);
        await using var target = await Installation.NewAsync(database);
        var bytes = await File.ReadAllBytesAsync(file, Cancel);
        var cut = file + ".cut";
        await File.WriteAllBytesAsync(cut, bytes[..(bytes.Length / 2)], Cancel);
        (await ImportAsync(target, cut)).ShouldBeOfType<ImportOutcome.NotAnExport>();

        await using (var archive = await ZipFile.OpenAsync(file, ZipArchiveMode.Update, Cancel))
        {
            var entry = archive.Entries.First(entry => entry.FullName.StartsWith("files/", StringComparison.Ordinal));
            var name = entry.FullName;
            entry.Delete();
            await using var changed = await archive.CreateEntry(name).OpenAsync(Cancel);
            await changed.WriteAsync("something else"u8.ToArray(), Cancel);
        }

        (await ImportAsync(target, file)).ShouldBeOfType<ImportOutcome.Damaged>().Faults.ShouldHaveSingleItem().ShouldStartWith("files/");
        (await target.WithAsync<DatabaseCopy, bool>(copy => copy.HasDataAsync(Cancel))).ShouldBe(database == Database.PostgreSql, "the schema of the test, and nothing else");
    }

    [Fact]
    public async Task It_is_one_moment_while_others_go_on()
    {
        await using var council = await BackupTests.DemoAsync(Database.Sqlite, realTime: true);
        await using var source = Installation.Of(council);
        using var stop = new CancellationTokenSource();
        var sending = Task.Run(
            async () =>
            {
                using var client = council.Client();
                for (var i = 0; !stop.IsCancellationRequested; i++)
                {
                    await ApiReports.SendAsync(client, i, CancellationToken.None);
                }
            }, Cancel);
        var file = await ExportAsync(source);
        await stop.CancelAsync();
        await sending;
        await using var target = await Installation.NewAsync(Database.Sqlite);

        (await ImportAsync(target, file)).ShouldBeOfType<ImportOutcome.Imported>();

        (await target.ContentAsync()).ShouldNotContain("False");
    }

    private static async Task<KeptApp> BusyAsync(Database database)
    {
        var app = await BackupTests.DemoAsync(database);
        await app.WithAsync<FillWithCases>(fill => fill.HandleAsync(new FillWithCasesInput(Cases: 150, Seed: 3, Days: 400), null, Cancel));
        using var client = app.Client();
        await ApiReports.SendAsync(client, 0, Cancel);
        await app.RunDueWorkAsync();
        return app;
    }

    private static async Task<string> ExportAsync(Installation from)
    {
        var file = Path.Combine(TestFolder.New("exports"), "kept-all.zip");
        (await from.WithAsync<ExportAll, ExportOutcome>(export => export.HandleAsync(file, null, Cancel))).ShouldBeOfType<ExportOutcome.Exported>();
        return file;
    }

    private static Task<ImportOutcome> ImportAsync(Installation into, string file) =>
        into.WithAsync<ImportAll, ImportOutcome>(import => import.HandleAsync(file, null, Cancel));

    /// <summary>Name and hash of every part but the manifest, which has the time in it.</summary>
    private static async Task<List<string>> ContentAsync(string file)
    {
        await using var archive = await ZipFile.OpenReadAsync(file, Cancel);
        var parts = new List<string>();
        foreach (var entry in archive.Entries.Where(entry => entry.FullName != WholeManifest.Name))
        {
            await using var content = await entry.OpenAsync(Cancel);
            parts.Add($"{entry.FullName} {Convert.ToHexStringLower(await SHA256.HashDataAsync(content, Cancel))}");
        }

        return parts;
    }
}
