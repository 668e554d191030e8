using System.Reflection;
using System.Runtime.InteropServices;
using Kept.Backups;
using Kept.Forwarding.Exchange;
using Kept.Mail.Outgoing;
using Kept.Operation.Examine;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Operation.ReadStatus;

/// <summary>A message that was not delivered, with the case it belongs to.</summary>
internal sealed record Undelivered(Message Message, string? Reference);

/// <summary>What the status page shows.</summary>
/// <param name="Work">Of the processes that live.</param>
/// <param name="Gone">What each process said last of itself that has not been heard of since.</param>
internal sealed record StatusView(
    IReadOnlyList<Finding> Findings, Vitals Vitals, Backup? LastBackup, IReadOnlyList<WorkReport> Work, IReadOnlyList<WorkReport> Gone,
    IReadOnlyList<Undelivered> Undelivered, IReadOnlyList<NotGiven> NotGiven, string Program, string Runtime, int SchemaStep);

/// <summary>Looks at what can be looked at in the time a page may take.</summary>
internal sealed class ReadStatus(KeptDb db, Examine.Examine examine, ReadVitals.ReadVitals vitals, NotGivenList notGiven, IClock clock)
{
    public const int MostUndelivered = 50;

    public async Task<StatusView> HandleAsync(CancellationToken cancellationToken)
    {
        var reports = await db.Set<WorkReport>().AsNoTracking().OrderBy(report => report.Node).ThenBy(report => report.Work).ToListAsync(cancellationToken);
        var silent = clock.GetCurrentInstant() - WorkReport.Silence;
        var findings = await examine.HandleAsync(Depth.Quick, null, cancellationToken);
        return new StatusView(
            findings, await vitals.HandleAsync(cancellationToken), await BackupLog.LastAsync(db, cancellationToken),
            [.. reports.Where(report => report.Work != WorkReport.Itself && report.HeardAt > silent)],
            [.. reports.Where(report => report.Work == WorkReport.Itself && report.HeardAt <= silent)],
            await UndeliveredAsync(cancellationToken), await notGiven.ReadAsync(MostUndelivered, id: null, cancellationToken),
            Assembly.GetExecutingAssembly().GetName().Version?.ToString(3) ?? "", RuntimeInformation.FrameworkDescription, SchemaScripts.NewestFor(db.Database.IsNpgsql()));
    }

    private async Task<IReadOnlyList<Undelivered>> UndeliveredAsync(CancellationToken cancellationToken)
    {
        var messages = await db.Messages.AsNoTracking().Where(message => message.State == MessageState.Failed || message.State == MessageState.Expired)
            .OrderByDescending(message => message.CreatedAt).Take(MostUndelivered).ToListAsync(cancellationToken);
        var ids = messages.Where(message => message.CaseId is not null).Select(message => message.CaseId!.Value).ToList();
        var references = await db.Cases.AsNoTracking().Where(found => ids.Contains(found.Id))
            .Select(found => new { found.Id, found.Reference }).ToDictionaryAsync(found => found.Id, found => found.Reference.ToString(), cancellationToken);
        return [.. messages.Select(message => new Undelivered(message, message.CaseId is { } of ? references.GetValueOrDefault(of) : null))];
    }
}
