using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Kept.Operation;

/// <summary>What a process said last about a kind of work; under the empty name, that it lives.</summary>
internal sealed class WorkReport
{
    /// <summary>The report that a process makes of itself.</summary>
    public const string Itself = "";

    /// <summary>Whoever has not been heard of for so long is gone: they speak every half minute.</summary>
    public static readonly Duration Silence = Duration.FromMinutes(2);

    private WorkReport()
    {
    }

    public WorkReport(string node, string work) => (Node, Work) = (node, work);

    /// <summary>Machine and process.</summary>
    public string Node { get; private set; } = "";

    public string Work { get; private set; } = "";

    public Instant HeardAt { get; private set; }

    /// <summary>When it last went well.</summary>
    public Instant? RanAt { get; private set; }

    /// <summary>Since when it fails; null while it goes well.</summary>
    public Instant? FailedAt { get; private set; }

    public long Failures { get; private set; }

    /// <summary>The kind of the exception.</summary>
    public string? Problem { get; private set; }

    public void Say(Instant now, Instant? ranAt, Instant? failedAt, long failures, string? problem) =>
        (HeardAt, RanAt, FailedAt, Failures, Problem) = (now, ranAt, failedAt, failures, problem);
}

internal sealed class WorkReportMapping : IEntityTypeConfiguration<WorkReport>
{
    public void Configure(EntityTypeBuilder<WorkReport> builder) =>
        builder.ToTable("work_reports").HasKey(report => new { report.Node, report.Work });
}
