using Kept.Backups;
using Kept.Backups.MakeBackup;
using Kept.Backups.RestoreBackup;
using Kept.Files;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Tests.Commands;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Backups;

/// <summary>One upload that went bad keeps nothing else from being backed up, and a backup that is not sound is none.</summary>
public sealed class DamagedUploadTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, Databases("backup.tar"), Databases("backup")]
    public async Task A_changed_upload_is_named_and_put_back_as_it_was_with_everything_else(Database database, string name)
    {
        await using var council = await BackupTests.DemoAsync(database);
        var (id, path) = await FirstUploadAsync(council);
        await ChangeAsync(path);
        await using var source = Installation.Of(council);
        var place = Path.Combine(TestFolder.New("backups"), name);

        var made = (await BackupTests.MakeAsync(source, place)).ShouldBeOfType<BackupOutcome.Made>();

        made.Manifest.Changed.ShouldBe([id]);
        made.Manifest.Missing.ShouldBeEmpty();
        await using var target = await Installation.NewAsync(database);
        (await BackupTests.RestoreAsync(target, place, replace: database == Database.PostgreSql)).ShouldBeOfType<RestoreOutcome.Restored>();
        (await target.ContentAsync()).ShouldBe(await source.ContentAsync());
        File.ReadAllBytes(Path.Combine(target.Folder, FileStore.FolderName, FileStore.PlaceOf(id))).ShouldBe(await File.ReadAllBytesAsync(path, Cancel));
    }

    [Fact]
    public async Task The_command_says_so_and_where_to_look()
    {
        await using var council = await BackupTests.DemoAsync(Database.Sqlite);
        await ChangeAsync((await FirstUploadAsync(council)).Path);

        var (code, said, error) = await ProgramRun.ToEndAsync(
            [("Kept__DataFolder", council.DataFolder), ("Logging__LogLevel__Default", "None")], "backup", Path.Combine(TestFolder.New("backups"), "b.tar"));

        code.ShouldBe(1);
        said.ShouldStartWith("Backup made and checked");
        error.ShouldContain("1 upload is not what was stored");
        error.ShouldContain("kept doctor --deep");
    }

    [Fact]
    public async Task What_was_repaired_is_repaired_in_the_folder_and_what_is_lost_is_still_there()
    {
        await using var council = await BackupTests.DemoAsync(Database.Sqlite);
        var (id, path) = await FirstUploadAsync(council);
        await using var source = Installation.Of(council);
        var place = Path.Combine(TestFolder.New("backups"), "b");
        await ChangeAsync(path);
        (await BackupTests.MakeAsync(source, place)).ShouldBeOfType<BackupOutcome.Made>().Manifest.Changed.ShouldBe([id]);

        await ChangeAsync(path);
        await council.AdvanceAsync(Duration.FromMinutes(2));
        (await BackupTests.MakeAsync(source, place)).ShouldBeOfType<BackupOutcome.Made>().Manifest.Changed.ShouldBeEmpty();
        File.Delete(path);
        await council.AdvanceAsync(Duration.FromMinutes(2));
        (await BackupTests.MakeAsync(source, place)).ShouldBeOfType<BackupOutcome.Made>().Manifest.Missing.ShouldBe([id]);

        await using var target = await Installation.NewAsync(Database.Sqlite);
        (await BackupTests.RestoreAsync(target, place)).ShouldBeOfType<RestoreOutcome.Restored>();
        (await target.ContentAsync()).ShouldNotContain("False");
    }

    [Fact]
    public async Task What_went_bad_in_the_folder_is_copied_again()
    {
        await using var council = await BackupTests.DemoAsync(Database.Sqlite);
        var (id, _) = await FirstUploadAsync(council);
        await using var source = Installation.Of(council);
        var place = Path.Combine(TestFolder.New("backups"), "b");
        (await BackupTests.MakeAsync(source, place)).ShouldBeOfType<BackupOutcome.Made>();
        await ChangeAsync(Path.Combine(place, BackupFile.NameOf(id)));
        await council.AdvanceAsync(Duration.FromMinutes(2));

        (await BackupTests.MakeAsync(source, place)).ShouldBeOfType<BackupOutcome.Made>();

        await using var target = await Installation.NewAsync(Database.Sqlite);
        (await BackupTests.RestoreAsync(target, place)).ShouldBeOfType<RestoreOutcome.Restored>();
        (await target.ContentAsync()).ShouldNotContain("False");
    }

    [Fact]
    public async Task What_is_given_up_leaves_the_older_backup_as_it_was()
    {
        await using var council = await BackupTests.DemoAsync(Database.Sqlite);
        await using var source = Installation.Of(council);
        var folder = BackupPlace.At(Path.Combine(TestFolder.New("backups"), "b"));
        (await BackupTests.MakeAsync(source, folder.FullPath)).ShouldBeOfType<BackupOutcome.Made>();
        var before = Directory.GetFiles(folder.FullPath, "*", SearchOption.AllDirectories).Order().ToList();

        await GiveUpAsync(folder);

        Directory.GetFiles(folder.FullPath, "*", SearchOption.AllDirectories).Order().ShouldBe(before);
        (await new CheckBackup().HandleAsync(folder, into: null, alreadyRead: null, Cancel)).ShouldBeOfType<CheckOutcome.Sound>();
    }

    [Theory]
    [InlineData("b")]
    [InlineData("b.tar")]
    public async Task What_is_given_up_leaves_no_backup_and_is_in_nobodys_way(string name)
    {
        var place = BackupPlace.At(Path.Combine(TestFolder.New("backups"), name));

        await GiveUpAsync(place);

        place.Exists.ShouldBeFalse();
        place.IsTaken.ShouldBeFalse();
    }

    private static async Task GiveUpAsync(BackupPlace place)
    {
        Directory.CreateDirectory(place.Workshop);
        var part = Path.Combine(place.Workshop, "kept-20300101T000000Z.db");
        await File.WriteAllTextAsync(part, "a database", Cancel);
        await using var draft = place.Begin();
        await draft.AddPartAsync(part, Cancel);
    }

    private static async Task<(long Id, string Path)> FirstUploadAsync(KeptApp council)
    {
        var id = await council.ReadAsync(db => db.Set<StoredFile>().OrderBy(file => file.Id).Select(file => file.Id).FirstAsync(Cancel));
        return (id, Path.Combine(council.DataFolder, FileStore.FolderName, FileStore.PlaceOf(id)));
    }

    /// <summary>Done twice, it is as it was.</summary>
    private static async Task ChangeAsync(string path)
    {
        var bytes = await File.ReadAllBytesAsync(path, Cancel);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, Cancel);
    }
}
