using System.Diagnostics;
using Kept.Backups.RestoreBackup;
using Kept.Files;
using Kept.Settings;
using Kept.Storage;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Tests.Cases;
using Kept.Tests.Nodes;
using Npgsql;
using Shouldly;
using Xunit;

namespace Kept.Tests.Backups;

/// <summary>A restore that fails or dies on the way leaves everything as it was, or says so and sees to it the next time.</summary>
public sealed class UnfinishedRestoreTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [ClusterFact]
    public async Task When_only_half_of_the_dump_is_read_database_and_uploads_are_as_they_were()
    {
        var (target, place, content) = await WithOtherDataAsync(Database.PostgreSql);
        await using var installation = target;
        await using var halfway = target.Seen(tools: HalfADump("exit 1"));

        (await BackupTests.RestoreAsync(halfway, place, replace: true)).ShouldBeOfType<RestoreOutcome.Undone>();

        (await target.ContentAsync()).ShouldBe(content);
        await CanStartAsync(target);
    }

    [ClusterFact]
    public async Task When_the_database_refuses_it_says_why_and_all_is_as_it_was()
    {
        var (target, place, content) = await WithOtherDataAsync(Database.PostgreSql);
        await using var installation = target;
        await using var refusing = target.Seen(tools: Installation.ToolsWith("psql", "echo 'no, thank you' >&2; exit 3"));

        var undone = (await BackupTests.RestoreAsync(refusing, place, replace: true)).ShouldBeOfType<RestoreOutcome.Undone>();

        undone.Problem.ShouldBe("psql: no, thank you");
        undone.Before.ShouldHaveSingleItem().ShouldEndWith("database.dump");
        (await target.ContentAsync()).ShouldBe(content);
    }

    [ClusterFact]
    public async Task When_it_is_killed_in_the_middle_the_program_does_not_start_and_the_next_restore_begins_with_putting_all_back()
    {
        var (target, place, content) = await WithOtherDataAsync(Database.PostgreSql);
        await using var installation = target;
        var reached = Path.Combine(TestFolder.New("reached"), "half");
        var tools = HalfADump($"touch {reached}; sleep 20");
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "kept"), ["restore", place, "--replace"])
        {
            Environment =
            {
                ["Kept__DataFolder"] = target.Folder, ["Kept__Database__Provider"] = target.Settings.Provider,
                ["Kept__Database__ConnectionString"] = target.Settings.ConnectionString, ["Backups__PostgresTools"] = tools,
            },
        };
        NpgsqlConnection.ClearAllPools(); // whoever holds one still works with the database
        using (var process = Process.Start(start)!)
        {
            await Eventually.IsTrueAsync(() => File.Exists(reached) || process.HasExited, TimeSpan.FromMinutes(2));
            process.HasExited.ShouldBeFalse();
            process.Kill();
            await process.WaitForExitAsync(Cancel);
        }

        await Should.ThrowAsync<CannotStartException>(() => CanStartAsync(target));
        (await BackupTests.RestoreAsync(target, place)).ShouldBeOfType<RestoreOutcome.DataIsThere>();

        (await target.ContentAsync()).ShouldBe(content);
        await CanStartAsync(target);
    }

    [Fact]
    public async Task When_the_file_of_the_database_cannot_be_put_in_its_place_uploads_are_as_they_were()
    {
        await using var council = await BackupTests.DemoAsync(Database.Sqlite);
        await using var source = Installation.Of(council);
        var place = await RestoreTests.BackupOfAsync(source);
        await using var target = await Installation.NewAsync(Database.Sqlite);
        Directory.CreateDirectory(Path.Combine(target.Folder, "kept.db"));
        var upload = Path.Combine(target.Folder, FileStore.FolderName, FileStore.PlaceOf(1));
        Directory.CreateDirectory(Path.GetDirectoryName(upload)!);
        await File.WriteAllTextAsync(upload, "mine", Cancel);

        (await BackupTests.RestoreAsync(target, place, replace: true)).ShouldBeOfType<RestoreOutcome.Undone>();

        Directory.GetFiles(target.Folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(target.Folder, path)).Order()
            .ShouldBe([Path.Combine(FileStore.FolderName, FileStore.PlaceOf(1)), DataFolder.MarkName]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Wherever_a_restore_was_cut_off_before_its_last_step_the_next_one_takes_it_back(int step)
    {
        var (target, place, content) = await WithOtherDataAsync(Database.Sqlite);
        await using var installation = target;
        var (files, aside, unpacked) = (Path.Combine(target.Folder, FileStore.FolderName), Path.Combine(target.Folder, "before-restore-1"), TestFolder.New("unpacked"));
        var copy = Path.Combine(unpacked, "kept-1.db");
        await File.WriteAllTextAsync(copy, "a database", Cancel);
        Directory.CreateDirectory(Path.Combine(unpacked, "0a"));
        Directory.CreateDirectory(Path.Combine(unpacked, Path.GetFileName(FileStore.FoldersIn(files).First())));
        Directory.CreateDirectory(aside);
        var begun = new UnfinishedRestore("1", aside, Path.Combine(aside, FileStore.FolderName), copy, [.. FileStore.FoldersIn(files).Select(folder => Path.GetFileName(folder))]);
        await begun.WriteAsync(files, Cancel);
        if (step == 1)
        {
            new UploadExchange(files, TestFolder.New("nothing")).PutInPlace(begun.UploadsAside);
        }
        else
        {
            new UploadExchange(files, unpacked).PutInPlace(begun.UploadsAside);
        }

        if (step == 3)
        {
            File.Move(copy, Path.Combine(target.Folder, "kept.db.arriving"));
            File.Move(Path.Combine(target.Folder, "kept.db"), Path.Combine(aside, "kept.db"));
        }

        (await BackupTests.RestoreAsync(target, place)).ShouldBeOfType<RestoreOutcome.DataIsThere>();

        (await target.ContentAsync()).ShouldBe(content);
    }

    /// <summary>An installation with data, and a backup that holds other data.</summary>
    private static async Task<(Installation Target, string Place, string Content)> WithOtherDataAsync(Database database)
    {
        await using var council = await BackupTests.DemoAsync(database);
        await using var source = Installation.Of(council);
        var first = await RestoreTests.BackupOfAsync(source);
        using (var client = council.Client())
        {
            await ApiReports.SendAsync(client, 1, Cancel);
        }

        var target = await Installation.NewAsync(database);
        (await BackupTests.RestoreAsync(target, first, replace: true)).ShouldBeOfType<RestoreOutcome.Restored>();
        var content = await target.ContentAsync();
        var second = await RestoreTests.BackupOfAsync(source);
        content.ShouldNotBe(await source.ContentAsync());
        return (target, second, content);
    }

    /// <summary>Reads a dump through where it is asked whether it is sound, and only its beginning where it is to be put back.</summary>
    private static string HalfADump(string then) => Installation.ToolsWith("pg_restore", $"""
        case "$*" in
        *--file=-*) {Installation.PostgresTools}/pg_restore "$@" | head -c 30000; {then} ;;
        *) exec {Installation.PostgresTools}/pg_restore "$@" ;;
        esac
        """);

    private static async Task CanStartAsync(Installation installation)
    {
        await using var seen = installation.Seen();
        await seen.WithAsync<DataFolder, bool>(folder =>
        {
            folder.Use();
            return Task.FromResult(true);
        });
    }
}
