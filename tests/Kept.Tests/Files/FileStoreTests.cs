using System.Security.Cryptography;
using Kept.Files;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Files;

public sealed class FileStoreTests : IDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"kept-files-{Guid.NewGuid():N}");
    private readonly byte[] content = RandomNumberGenerator.GetBytes(300_000);
    private readonly FileStore store;

    public FileStoreTests() => store = new FileStore(folder, spareBytes: 0);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task What_is_stored_comes_back()
    {
        var id = Guid.NewGuid();

        var stored = await store.Store(id, content, Cancellation);

        stored.ShouldBe(new FileStoring.Stored(content.Length, Convert.ToHexStringLower(SHA256.HashData(content))));
        (await ReadAll(id)).ShouldBe(content);
        Directory.GetFiles(Path.Combine(folder, "incoming")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Names_on_disk_are_digits_in_two_levels_of_folders()
    {
        await store.Store(Guid.Parse("01935f3a-0000-7000-8000-00000000abcd"), content, Cancellation);

        var path = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Single();
        Path.GetRelativePath(folder, path).ShouldBe(Path.Combine("cd", "ab", "01935f3a00007000800000000000abcd"));
    }

    [Fact]
    public async Task Deleted_is_gone_and_may_be_deleted_again()
    {
        var id = Guid.NewGuid();
        await store.Store(id, content, Cancellation);

        store.Delete(id);
        store.Delete(id);

        store.Open(id).ShouldBeNull();
        store.Open(Guid.NewGuid()).ShouldBeNull();
    }

    [Fact]
    public async Task One_identifier_is_one_file()
    {
        var id = Guid.NewGuid();
        await store.Store(id, content, Cancellation);

        await Should.ThrowAsync<InvalidOperationException>(() => store.Store(id, new byte[1], Cancellation));

        (await ReadAll(id)).ShouldBe(content);
    }

    [Fact]
    public async Task A_disk_without_room_to_spare_is_an_answer_and_leaves_nothing_behind()
    {
        var id = Guid.NewGuid();
        var careful = new FileStore(folder, spareBytes: long.MaxValue / 2);

        (await careful.Store(id, content, Cancellation)).ShouldBe(new FileStoring.DiskFull());

        careful.Open(id).ShouldBeNull();
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public void A_full_disk_is_told_from_other_errors()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs the device that is always full");
        using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

        Disk.IsFull(Should.Throw<IOException>(() => full.Write(content))).ShouldBeTrue();
        Disk.IsFull(Should.Throw<IOException>(() => Disk.FlushFolder(folder))).ShouldBeFalse();
    }

    [Fact]
    public async Task An_upload_that_is_broken_off_leaves_nothing_behind()
    {
        await Should.ThrowAsync<OperationCanceledException>(() => store.Store(Guid.NewGuid(), content, new CancellationToken(canceled: true)));

        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task Leftovers_of_a_crash_are_removed_after_a_day()
    {
        var now = Instant.FromUtc(2026, 3, 2, 16, 40);
        store.RemoveLeftovers(now).ShouldBe(0);
        await store.Store(Guid.NewGuid(), content, Cancellation);
        foreach (var (name, age) in new[] { ("old", 25), ("new", 1) })
        {
            var path = Path.Combine(folder, "incoming", name);
            File.WriteAllText(path, name);
            File.SetLastWriteTimeUtc(path, (now - Duration.FromHours(age)).ToDateTimeUtc());
        }

        store.RemoveLeftovers(now).ShouldBe(1);

        Directory.GetFiles(Path.Combine(folder, "incoming")).Select(Path.GetFileName).ShouldBe(["new"]);
    }

    private async Task<byte[]> ReadAll(Guid id)
    {
        await using var stream = store.Open(id).ShouldNotBeNull();
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Cancellation);
        return copy.ToArray();
    }
}
