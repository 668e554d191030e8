using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Kept.Backups;

/// <summary>A backup that was made, or could not be made.</summary>
internal sealed class Backup
{
    private Backup()
    {
    }

    public Backup(long id, Instant at, string place, bool scheduled, long bytes, long files, string? problem) =>
        (Id, At, Place, Scheduled, Bytes, Files, Problem) = (id, at, place, scheduled, bytes, files, problem);

    public long Id { get; private set; }

    public Instant At { get; private set; }

    /// <summary>Path of the file or folder.</summary>
    public string Place { get; private set; } = "";

    /// <summary>Made by the program itself, by its setting.</summary>
    public bool Scheduled { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>Uploads in it.</summary>
    public long Files { get; private set; }

    /// <summary>Why it failed, in one word of the program; null when it was made and checked.</summary>
    public string? Problem { get; private set; }
}

internal sealed class BackupMapping : IEntityTypeConfiguration<Backup>
{
    public void Configure(EntityTypeBuilder<Backup> builder) => builder.ToTable("backups").Property(backup => backup.Id).ValueGeneratedNever();
}
