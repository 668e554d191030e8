using Kept.Backups;
using Kept.Backups.MakeBackup;
using Kept.Backups.RestoreBackup;
using Kept.Files;
using Kept.Operation.Examine;
using Kept.Storage;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Tests.Cases;
using Kept.Tests.Commands;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Kept.Tests.Backups;

public sealed class BackupTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, Databases("backup.tar"), Databases("backup")]
    public async Task A_backup_of_a_council_at_work_comes_back_as_it_was(Database database, string name)
    {
        await using var council = await DemoAsync(database);
        await using var source = Installation.Of(council);
        var place = Path.Combine(TestFolder.New("backups"), name);
        var content = await Installation.ContentAsync(council);
        content.ShouldContain("/files/");
        content.ShouldNotContain("False");

        var made = (await MakeAsync(source, place)).ShouldBeOfType<BackupOutcome.Made>();
        made.Manifest.Files.ShouldBeGreaterThan(0);
        await using var target = await Installation.NewAsync(database);
        (await RestoreAsync(target, place, replace: database == Database.PostgreSql)).ShouldBeOfType<RestoreOutcome.Restored>();

        (await target.ContentAsync()).ShouldBe(content);
    }

    [Theory, Databases]
    public async Task What_changes_while_a_backup_is_made_does_not_tear_it(Database database)
    {
        await using var council = await DemoAsync(database, realTime: true);
        await using var source = Installation.Of(council);
        using var done = new CancellationTokenSource();
        var sending = SendAsync(council, done.Token);
        var places = Enumerable.Range(0, 4).Select(number => Path.Combine(TestFolder.New("backups"), $"{number}.tar")).ToList();
        foreach (var place in places)
        {
            (await MakeAsync(source, place)).ShouldBeOfType<BackupOutcome.Made>();
        }

        await done.CancelAsync();
        (await sending).ShouldBeGreaterThan(0);
        await using var target = await Installation.NewAsync(database);
        (await RestoreAsync(target, places[^1], replace: database == Database.PostgreSql)).ShouldBeOfType<RestoreOutcome.Restored>();
        (await target.ContentAsync()).ShouldNotContain("False");
    }

    [Fact]
    public async Task A_file_that_somebody_removes_meanwhile_stays_until_the_copy_is_whole()
    {
        await using var council = await DemoAsync(Database.Sqlite);
        var store = council.Services.GetService(typeof(FileStore)).ShouldBeOfType<FileStore>();
        var id = await council.ReadAsync(db => db.Set<StoredFile>().OrderBy(file => file.Id).Select(file => file.Id).FirstAsync(Cancel));
        using (FolderMark.HoldAlone(store.RemovalMark).ShouldNotBeNull())
        {
            store.Delete(id);
            store.Has(id).ShouldBeTrue();
            await using var source = Installation.Of(council);
            (await MakeAsync(source, Path.Combine(TestFolder.New("backups"), "b.tar"))).ShouldBeOfType<BackupOutcome.AnotherRuns>();
        }

        store.Delete(id);
        store.Has(id).ShouldBeFalse();
    }

    [Fact]
    public async Task A_folder_is_brought_up_to_date_and_what_is_somebody_elses_is_left_alone()
    {
        await using var council = await DemoAsync(Database.Sqlite);
        await using var source = Installation.Of(council);
        var place = TestFolder.New("backups");
        (await MakeAsync(source, place)).ShouldBeOfType<BackupOutcome.Made>();
        await File.WriteAllTextAsync(Path.Combine(place, "notes.txt"), "ours", Cancel);
        await council.AdvanceAsync(NodaTime.Duration.FromMinutes(2));
        using (var client = council.Client())
        {
            await ApiReports.SendAsync(client, 1, Cancel);
        }

        (await MakeAsync(source, place)).ShouldBeOfType<BackupOutcome.Made>();

        Directory.GetFiles(place, "kept-*").Length.ShouldBe(1);
        File.Exists(Path.Combine(place, "notes.txt")).ShouldBeTrue();
        await using var target = await Installation.NewAsync(Database.Sqlite);
        (await RestoreAsync(target, place)).ShouldBeOfType<RestoreOutcome.Restored>();
        (await target.ContentAsync()).ShouldBe(await Installation.ContentAsync(council));
        var strange = TestFolder.New("strange");
        await File.WriteAllTextAsync(Path.Combine(strange, "notes.txt"), "ours", Cancel);
        (await MakeAsync(source, strange)).ShouldBeOfType<BackupOutcome.PlaceTaken>();
    }

    [Fact]
    public async Task An_upload_that_is_already_missing_is_told()
    {
        await using var council = await DemoAsync(Database.Sqlite);
        var id = await council.ReadAsync(db => db.Set<StoredFile>().OrderBy(file => file.Id).Select(file => file.Id).FirstAsync(Cancel));
        File.Delete(Path.Combine(council.DataFolder, "files", FileStore.PlaceOf(id)));
        await using var source = Installation.Of(council);

        var made = (await MakeAsync(source, Path.Combine(TestFolder.New("backups"), "b.tar"))).ShouldBeOfType<BackupOutcome.Made>();

        made.Manifest.Missing.ShouldBe([id]);
    }

    [Fact]
    public async Task A_full_disk_leaves_nothing_half_done_behind()
    {
        await using var council = await DemoAsync(Database.Sqlite);
        await using var disk = SmallDisk.Mount(megabytes: 1);
        Assert.SkipWhen(disk is null, "A small disk can only be mounted by root.");
        disk.Fill(leaveBytes: 100_000);
        await using var source = Installation.Of(council);

        (await MakeAsync(source, Path.Combine(disk.Folder, "b.tar"))).ShouldBeOfType<BackupOutcome.NoRoom>();

        Directory.GetFileSystemEntries(disk.Folder).Select(Path.GetFileName).ShouldBe(["filler"]);
    }

    [Fact]
    public async Task Backups_are_made_by_the_setting_and_the_oldest_go()
    {
        var folder = TestFolder.New("backups");
        await using var app = await KeptApp.StartAsync(options =>
        {
            options.Settings["Backups:Folder"] = folder;
            options.Settings["Backups:EveryHours"] = "6";
            options.Settings["Backups:Keep"] = "3";
        });

        await app.AdvanceAsync(NodaTime.Duration.FromHours(30));

        Directory.GetFiles(folder).Select(Path.GetFileName).Order().ShouldBe(
            ["kept-20260302T220000Z.tar", "kept-20260303T040000Z.tar", "kept-20260303T100000Z.tar"]);
    }

    [Theory, Databases]
    public async Task What_cannot_be_made_is_noted_found_by_the_doctor_and_told_in_a_sentence(Database database)
    {
        var file = Path.Combine(TestFolder.New("backups"), "no-folder");
        await File.WriteAllTextAsync(file, "", Cancel);
        var tools = Installation.ToolsWith("pg_dump", "echo 'no, thank you' >&2; exit 1");
        var folder = database == Database.Sqlite ? Path.Combine(file, "below") : TestFolder.New("backups");
        await using var app = await KeptApp.StartAsync(database, options =>
        {
            options.Settings["Backups:Folder"] = folder;
            options.Settings["Backups:PostgresTools"] = tools;
        });

        await app.AdvanceAsync(NodaTime.Duration.FromMinutes(10));

        (await app.ReadAsync(db => db.Set<Backup>().Select(backup => backup.Problem).SingleAsync(Cancel)))
            .ShouldBe(database == Database.Sqlite ? nameof(BackupOutcome.DiskFailed) : nameof(BackupOutcome.DatabaseFailed));
        (await app.WithAsync<Examine, IReadOnlyList<Finding>>(examine => examine.HandleAsync(Depth.Quick, null, Cancel)))
            .Where(finding => finding.Check == "backup").Select(finding => finding.Text).ShouldBe(["notMade", "never"]);
        var (code, _, error) = await ProgramRun.ToEndAsync(
            [
                ("Kept__DataFolder", app.DataFolder), ("Kept__Database__Provider", app.Database.Provider),
                ("Kept__Database__ConnectionString", app.Database.ConnectionString), ("Backups__PostgresTools", tools), ("Logging__LogLevel__Default", "None"),
            ],
            "backup", Path.Combine(folder, "b.tar"));
        code.ShouldBe(1);
        error.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldHaveSingleItem().ShouldStartWith("No backup was made, as the d");
    }

    internal static Task<BackupOutcome> MakeAsync(Installation from, string place) =>
        from.WithAsync<MakeBackup, BackupOutcome>(backup => backup.HandleAsync(new MakeBackupInput(place), Cancel));

    internal static Task<RestoreOutcome> RestoreAsync(Installation into, string place, bool replace = false) =>
        into.WithAsync<RestoreBackup, RestoreOutcome>(restore => restore.HandleAsync(new RestoreBackupInput(place, replace), Cancel));

    internal static Task<KeptApp> DemoAsync(Database database, bool realTime = false) => KeptApp.StartAsync(database, options =>
    {
        options.Settings["Kept:Demo"] = "true";
        options.RealTime = realTime;
    });

    private static async Task<int> SendAsync(KeptApp app, CancellationToken stop)
    {
        using var client = app.Client();
        var sent = 0;
        while (!stop.IsCancellationRequested)
        {
            await ApiReports.SendAsync(client, sent++, CancellationToken.None);
        }

        return sent;
    }
}
