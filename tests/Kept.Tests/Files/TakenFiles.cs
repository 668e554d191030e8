using Kept.Domain.Cases;
using Kept.Files;
using Kept.Testing;
using Shouldly;
using Xunit;

namespace Kept.Tests.Files;

/// <summary>Files on disk, whose rows nobody has saved yet.</summary>
internal static class TakenFiles
{
    public static async Task<StoredFile> TakeAsync(this KeptApp app, CaseId about, string sample, FilePurpose purpose, bool isPublic = true)
    {
        var bytes = Sample.Bytes(sample);
        StoredFile? taken = null;
        await app.WithAsync<FileIntake>(async intake => taken = (await intake.TakeAsync(
            new FileUpload(sample, bytes.Length, () => new MemoryStream(bytes), "photo"), new FileOrigin(about, null, purpose, isPublic, null), TestContext.Current.CancellationToken))
            .ShouldBeOfType<FileTaking.Taken>().File);
        return taken!;
    }
}
