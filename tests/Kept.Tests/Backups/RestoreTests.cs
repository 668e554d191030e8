using System.Formats.Tar;
using Kept.Backups.MakeBackup;
using Kept.Backups.RestoreBackup;
using Kept.Testing;
using Kept.Testing.Databases;
using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;

namespace Kept.Tests.Backups;

public sealed class RestoreTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task It_refuses_while_the_program_runs(Database database)
    {
        await using var council = await BackupTests.DemoAsync(database);
        await using var source = Installation.Of(council);
        var place = await BackupOfAsync(source);

        (await BackupTests.RestoreAsync(source, place, replace: true)).ShouldBeOfType<RestoreOutcome.ProgramRuns>();
    }

    [Theory, Databases]
    public async Task It_refuses_over_data_unless_it_is_told_and_then_keeps_what_was_there(Database database)
    {
        await using var council = await BackupTests.DemoAsync(database);
        await using var source = Installation.Of(council);
        var place = await BackupOfAsync(source);
        await using var target = await Installation.NewAsync(database);
        (await BackupTests.RestoreAsync(target, place, replace: true)).ShouldBeOfType<RestoreOutcome.Restored>();

        (await BackupTests.RestoreAsync(target, place)).ShouldBeOfType<RestoreOutcome.DataIsThere>();
        var again = (await BackupTests.RestoreAsync(target, place, replace: true)).ShouldBeOfType<RestoreOutcome.Restored>();

        again.Before.Select(Path.GetFileName).ShouldBe([database == Database.Sqlite ? "kept.db" : "database.dump", "files"], ignoreOrder: true);
        again.Before.ShouldAllBe(path => File.Exists(path) || Directory.GetFiles(path, "*", SearchOption.AllDirectories).Length > 0);
        (await target.ContentAsync()).ShouldBe(await source.ContentAsync());
    }

    [Theory, Databases]
    public async Task Several_within_the_same_second_each_keep_what_was_there(Database database)
    {
        await using var council = await BackupTests.DemoAsync(database);
        await using var source = Installation.Of(council);
        var place = await BackupOfAsync(source);
        await using var target = await Installation.NewAsync(database, clock: new FixedClock(KeptApp.UsualStart));
        (await BackupTests.RestoreAsync(target, place, replace: true)).ShouldBeOfType<RestoreOutcome.Restored>();

        var second = (await BackupTests.RestoreAsync(target, place, replace: true)).ShouldBeOfType<RestoreOutcome.Restored>();
        var third = (await BackupTests.RestoreAsync(target, place, replace: true)).ShouldBeOfType<RestoreOutcome.Restored>();

        second.Before.Count.ShouldBe(2);
        third.Before.Count.ShouldBe(2);
        second.Before.Concat(third.Before).ShouldBeUnique();
    }

    [Fact]
    public async Task A_backup_of_the_other_database_is_refused_in_words()
    {
        await using var council = await BackupTests.DemoAsync(Database.Sqlite);
        await using var source = Installation.Of(council);
        var place = Path.Combine(TestFolder.New("backups"), "b");
        (await BackupTests.MakeAsync(source, place)).ShouldBeOfType<BackupOutcome.Made>();
        var manifest = Path.Combine(place, "manifest.json");
        await File.WriteAllTextAsync(manifest, (await File.ReadAllTextAsync(manifest, Cancel)).Replace("\"SQLite\"", "\"PostgreSQL\"", StringComparison.Ordinal), Cancel);
        await using var target = await Installation.NewAsync(Database.Sqlite);

        (await BackupTests.RestoreAsync(target, place)).ShouldBeOfType<RestoreOutcome.OtherDatabase>().Provider.ShouldBe("PostgreSQL");
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.99)]
    public async Task An_archive_that_was_cut_off_is_no_backup_and_nothing_is_touched(double part)
    {
        await using var council = await BackupTests.DemoAsync(Database.Sqlite);
        await using var source = Installation.Of(council);
        var place = await BackupOfAsync(source);
        await using (var file = File.OpenWrite(place))
        {
            file.SetLength((long)(file.Length * part));
        }

        await NothingHappensAsync(place);
    }

    [Fact]
    public async Task One_wrong_byte_is_found()
    {
        await using var council = await BackupTests.DemoAsync(Database.Sqlite);
        await using var source = Installation.Of(council);
        var place = await BackupOfAsync(source);
        await using (var file = new FileStream(place, FileMode.Open, FileAccess.ReadWrite))
        {
            file.Position = file.Length / 3;
            var value = file.ReadByte();
            file.Position--;
            file.WriteByte((byte)(value ^ 0x40));
        }

        (await NothingHappensAsync(place)).ShouldBeOfType<RestoreOutcome.Damaged>();
    }

    [Fact]
    public async Task A_name_in_an_archive_leads_nowhere_else()
    {
        await using var council = await BackupTests.DemoAsync(Database.Sqlite);
        await using var source = Installation.Of(council);
        var place = await BackupOfAsync(source);
        var hostile = Path.Combine(TestFolder.New("backups"), "hostile.tar");
        await using (var from = new TarReader(File.OpenRead(place)))
        await using (var to = new TarWriter(File.Create(hostile)))
        {
            await to.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "files/../../../escaped") { DataStream = new MemoryStream("x"u8.ToArray()) }, Cancel);
            while (await from.GetNextEntryAsync(copyData: true, Cancel) is { } entry)
            {
                await to.WriteEntryAsync(entry, Cancel);
            }
        }

        await using var target = await Installation.NewAsync(Database.Sqlite);
        (await BackupTests.RestoreAsync(target, hostile)).ShouldBeOfType<RestoreOutcome.Restored>();
        Directory.GetFiles(TestFolder.OfThisRun, "escaped", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_database_that_is_damaged_is_not_made_a_backup_of()
    {
        await using var target = await Installation.NewAsync(Database.Sqlite);
        await using (var council = await BackupTests.DemoAsync(Database.Sqlite))
        {
            await using var source = Installation.Of(council);
            await BackupTests.RestoreAsync(target, await BackupOfAsync(source));
        }

        SqliteConnection.ClearAllPools();
        await using (var file = new FileStream(Path.Combine(target.Folder, "kept.db"), FileMode.Open, FileAccess.ReadWrite))
        {
            file.Position = 8192;
            file.Write(new byte[100_000]);
        }

        (await BackupTests.MakeAsync(target, Path.Combine(TestFolder.New("backups"), "b.tar"))).ShouldBeOfType<BackupOutcome.Damaged>();
    }

    internal static async Task<string> BackupOfAsync(Installation source)
    {
        var place = Path.Combine(TestFolder.New("backups"), "b.tar");
        (await BackupTests.MakeAsync(source, place)).ShouldBeOfType<BackupOutcome.Made>();
        return place;
    }

    private static async Task<RestoreOutcome> NothingHappensAsync(string place)
    {
        await using var target = await Installation.NewAsync(Database.Sqlite);
        var outcome = await BackupTests.RestoreAsync(target, place);
        outcome.ShouldNotBeOfType<RestoreOutcome.Restored>();
        Directory.GetFileSystemEntries(target.Folder).Select(Path.GetFileName).ShouldBeSubsetOf(["in-use"]);
        return outcome;
    }
}
