using System.Security.Cryptography;
using Kept.Files;
using Kept.Storage;
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
        var id = NewId();

        var stored = await store.Store(id, content, Cancellation);

        stored.ShouldBe(new FileStoring.Stored(content.Length, Convert.ToHexStringLower(SHA256.HashData(content))));
        (await ReadAll(id)).ShouldBe(content);
        Directory.GetFiles(Path.Combine(folder, "incoming")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Names_on_disk_are_identifiers_in_two_levels_of_folders()
    {
        await store.Store(923_456_789_012_480, content, Cancellation);

        var path = Path.GetRelativePath(folder, Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Single());
        path.ShouldMatch("^[0-9a-f]{2}/[0-9a-f]{2}/923456789012480$");
    }

    [Fact]
    public async Task Identifiers_that_follow_the_clock_spread_over_the_folders()
    {
        for (var i = 0; i < 64; i++)
        {
            await store.Store((1_000_000L + (i * 1000)) << 22, new byte[1], Cancellation);
        }

        Directory.GetDirectories(folder).Length.ShouldBeGreaterThan(40);
        Enumerable.Range(0, FileStore.Folders).Sum(number => store.StoredBefore(Instant.MaxValue, number).Count).ShouldBe(64);
    }

    [Fact]
    public async Task Deleted_is_gone_and_may_be_deleted_again()
    {
        var id = NewId();
        await store.Store(id, content, Cancellation);

        store.Delete(id);
        store.Delete(id);

        store.Open(id).ShouldBeNull();
        store.Open(NewId()).ShouldBeNull();
    }

    [Fact]
    public async Task One_identifier_is_one_file()
    {
        var id = NewId();
        await store.Store(id, content, Cancellation);

        await Should.ThrowAsync<InvalidOperationException>(() => store.Store(id, new byte[1], Cancellation));

        (await ReadAll(id)).ShouldBe(content);
    }

    [Fact]
    public async Task A_disk_without_room_to_spare_is_an_answer_and_leaves_nothing_behind()
    {
        var id = NewId();
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
        await Should.ThrowAsync<OperationCanceledException>(() => store.Store(NewId(), content, new CancellationToken(canceled: true)));

        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task Leftovers_of_a_crash_are_removed_when_old()
    {
        var now = Instant.FromUtc(2026, 3, 2, 16, 40);
        store.RemoveLeftovers(now).ShouldBe(0);
        await store.Store(NewId(), content, Cancellation);
        foreach (var (name, hours) in new[] { ("old", -1), ("new", 1) })
        {
            var path = Path.Combine(folder, "incoming", name);
            File.WriteAllText(path, name);
            File.SetLastWriteTimeUtc(path, (now + Duration.FromHours(hours)).ToDateTimeUtc());
        }

        store.RemoveLeftovers(now).ShouldBe(1);

        Directory.GetFiles(Path.Combine(folder, "incoming")).Select(Path.GetFileName).ShouldBe(["new"]);
    }

    private static long NewId() => Random.Shared.NextInt64(1, long.MaxValue);

    private async Task<byte[]> ReadAll(long id)
    {
        await using var stream = store.Open(id).ShouldNotBeNull();
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Cancellation);
        return copy.ToArray();
    }
}
