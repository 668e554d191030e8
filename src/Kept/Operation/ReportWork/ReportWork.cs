using System.Globalization;
using Kept.Storage;
using Kept.Workers;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Operation.ReportWork;

/// <summary>
/// Says in the database, every half minute, that this process lives and which of its work fails, so that a page of any
/// process can tell about all of them.
/// </summary>
internal sealed class ReportWork(KeptDb db, WorkJournal journal, IClock clock) : IPeriodicWork
{
    private static readonly Duration Every = Duration.FromSeconds(30);
    private static readonly Duration Remembered = Duration.FromDays(1);

    public static string ThisNode { get; } = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}/{Environment.ProcessId}");

    public Duration Pause => Every;

    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        var known = await db.Set<WorkReport>().ToListAsync(cancellationToken);
        if (known.Any(report => report.Node == ThisNode && report.Work == WorkReport.Itself && report.HeardAt > now - Every && report.HeardAt <= now))
        {
            return 0;
        }

        Of(known, WorkReport.Itself).Say(now, now, null, 0, null);
        foreach (var state in journal.States)
        {
            Of(known, state.Work).Say(now, state.RanAt, state.FailingSince, state.Failures, state.FailingSince is null ? null : state.Problem);
        }

        db.RemoveRange(known.Where(report => report.HeardAt < now - Remembered));
        await db.SaveChangesAsync(cancellationToken);
        return 0;
    }

    private WorkReport Of(List<WorkReport> known, string work)
    {
        var report = known.Find(report => report.Node == ThisNode && report.Work == work);
        if (report is null)
        {
            report = new WorkReport(ThisNode, work);
            db.Add(report);
        }

        return report;
    }
}
