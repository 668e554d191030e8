using Kept.Backups.MakeBackup;
using Kept.Backups.RestoreBackup;
using Kept.Files;
using Kept.Operation.Examine;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Tests.Nodes;
using Shouldly;
using Xunit;

namespace Kept.Tests.Backups;

/// <summary>Uploads on a disk of their own, shared by nodes: nothing can be written above it, and it cannot be renamed.</summary>
public sealed class SharedUploadsTests
{
    [Theory, Databases]
    public async Task They_are_backed_up_looked_at_and_put_back_where_they_belong(Database database)
    {
        await using var here = SmallDisk.Mount(megabytes: 400);
        await using var there = SmallDisk.Mount(megabytes: 400);
        Assert.SkipWhen(here is null || there is null, "A small disk can only be mounted by root.");
        await using var council = await KeptApp.StartAsync(database, options =>
        {
            options.Settings["Kept:Demo"] = "true";
            options.Settings["Kept:FilesFolder"] = here.Folder;
            options.Settings["Kept:Role"] = database == Database.PostgreSql ? "web" : "both";
            options.Settings["Kept:SignInKeys:SecretFile"] = database == Database.PostgreSql ? Cluster.NewSecretFile() : "";
        });
        await using var source = Installation.Of(council, here.Folder);
        var place = Path.Combine(TestFolder.New("backups"), "b.tar");
        var content = await Installation.ContentAsync(council);
        (await BackupTests.MakeAsync(source, place)).ShouldBeOfType<BackupOutcome.Made>().Manifest.Files.ShouldBeGreaterThan(0);
        await using var target = await Installation.NewAsync(database, there.Folder);

        (await BackupTests.RestoreAsync(target, place, replace: database == Database.PostgreSql)).ShouldBeOfType<RestoreOutcome.Restored>();
        (await target.ContentAsync()).ShouldBe(content);
        (await BackupTests.RestoreAsync(target, place)).ShouldBeOfType<RestoreOutcome.DataIsThere>();
        (await BackupTests.RestoreAsync(target, place, replace: true)).ShouldBeOfType<RestoreOutcome.Restored>();

        (await target.ContentAsync()).ShouldBe(content);
        Directory.Exists(Path.Combine(target.Folder, FileStore.FolderName)).ShouldBeFalse();
        Directory.GetDirectories(there.Folder, "before-restore-*").ShouldHaveSingleItem();
        var uploads = (await target.WithAsync<Examine, IReadOnlyList<Finding>>(examine => examine.HandleAsync(Depth.Deep, null, TestContext.Current.CancellationToken)))
            .Where(finding => finding.Check == "uploads");
        uploads.ShouldHaveSingleItem().Severity.ShouldBe(Severity.Good);
        if (database == Database.PostgreSql)
        {
            (await File.ReadAllTextAsync(MarkOf(there), TestContext.Current.CancellationToken))
                .ShouldBe(await File.ReadAllTextAsync(MarkOf(here), TestContext.Current.CancellationToken), "nodes of the installation start on it");
        }
    }

    private static string MarkOf(SmallDisk disk) => Path.Combine(disk.Folder, SharedFolder.MarkFile);
}
