using Kept.Domain.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Kept.Files;

/// <summary>What a file is there for.</summary>
public enum FilePurpose
{
    /// <summary>Came with the report itself.</summary>
    Report,

    /// <summary>Added later, by a resident or by staff.</summary>
    Information,

    /// <summary>Shows that it was done.</summary>
    Proof,

    /// <summary>Came with a word of a partner who does the work; for staff.</summary>
    Partner,
}

/// <summary>To what a file belongs, and how it got there. Exactly one of case and draft.</summary>
/// <param name="IsPublic">Whether residents see it, or staff alone.</param>
/// <param name="AddedBy">The member of staff; null for a resident.</param>
internal sealed record FileOrigin(CaseId? Case, long? Draft, FilePurpose Purpose, bool IsPublic, long? AddedBy);

/// <summary>The row of a file: what it is and to what it belongs. Its bytes lie in the <see cref="FileStore"/> under its id.</summary>
internal sealed class StoredFile
{
    private StoredFile()
    {
    }

    public StoredFile(long id, FileOrigin origin, FileName name, FileInspection.Accepted content, string hash, Instant now)
    {
        (Id, CaseId, DraftId, Purpose, IsPublic, AddedById) = (id, origin.Case, origin.Draft, origin.Purpose, origin.IsPublic, origin.AddedBy);
        (Name, MediaType, Size, Hash) = (name.Value, content.Kind.MediaType, content.Content.Length, hash);
        (Width, Height) = (content.Size?.Width, content.Size?.Height);
        (Secret, AddedAt) = (Secret.NewRandom(), now);
    }

    public long Id { get; private set; }

    public CaseId? CaseId { get; private set; }

    public long? DraftId { get; private set; }

    /// <summary>Whoever has the link with it may see the file.</summary>
    public Secret Secret { get; private set; }

    public FilePurpose Purpose { get; private set; }

    public bool IsPublic { get; private set; }

    /// <summary>As people see it; never a path.</summary>
    public string Name { get; private set; } = "";

    public string MediaType { get; private set; } = "";

    /// <summary>In bytes, as stored.</summary>
    public long Size { get; private set; }

    /// <summary>SHA-256 of the stored bytes.</summary>
    public string Hash { get; private set; } = "";

    public int? Width { get; private set; }

    public int? Height { get; private set; }

    public Instant AddedAt { get; private set; }

    public long? AddedById { get; private set; }

    public FileKind Kind => FileKind.Of(MediaType);

    /// <summary>Where it is served, as a path on this site.</summary>
    public string Path => $"/files/{Id}/{Secret.Text}";

    /// <summary>When the draft it was added to has become a case.</summary>
    public void MoveTo(CaseId receivedAs) => (CaseId, DraftId) = (receivedAs, null);
}

internal sealed class StoredFileMapping : IEntityTypeConfiguration<StoredFile>
{
    public void Configure(EntityTypeBuilder<StoredFile> builder)
    {
        builder.ToTable("stored_files").Property(file => file.Id).ValueGeneratedNever();
        builder.Ignore(file => file.Kind).Ignore(file => file.Path);
    }
}
