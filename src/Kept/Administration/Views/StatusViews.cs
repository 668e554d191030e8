using Kept.Api;
using Kept.Backups;
using Kept.Forwarding.Exchange;
using Kept.Mail.Outgoing;
using Kept.Operation;
using Kept.Operation.Examine;
using Kept.Operation.ReadStatus;
using Kept.Texts;
using Kept.Workers;

namespace Kept.Administration.Views;

/// <param name="Findings">What was looked at, with what it means and what to do.</param>
/// <param name="LastBackup">Null while none was made.</param>
/// <param name="Work">Of the processes that live.</param>
/// <param name="Gone">Processes that have not been heard of for two minutes, and were not ended in the ordinary way.</param>
/// <param name="Undelivered">Messages that failed or expired; the newest 50.</param>
/// <param name="NotGiven">Cases and updates that partners did not take; the newest 50.</param>
internal sealed record StatusWhole(
    string Program, string Runtime, int SchemaStep, IReadOnlyList<FindingView> Findings, VitalsView Vitals, BackupView? LastBackup,
    IReadOnlyList<WorkView> Work, IReadOnlyList<GoneView> Gone, IReadOnlyList<UndeliveredView> Undelivered, IReadOnlyList<NotGivenView> NotGiven)
{
    public static StatusWhole Of(StatusView status, MessageStateWords states, WakeWork wake, Words words) => new(
        status.Program, status.Runtime, status.SchemaStep,
        [.. status.Findings.Select(finding => new FindingView(finding.Check, ApiNames.Of(finding.Severity), FindingWords.Sentence(finding, words)))],
        VitalsView.Of(status.Vitals),
        status.LastBackup is { } backup ? BackupView.Of(backup) : null,
        [.. status.Work.Select(report => WorkView.Of(report, wake))],
        [.. status.Gone.Select(report => new GoneView(report.Node, report.HeardAt.ToDateTimeOffset()))],
        [.. status.Undelivered.Select(one => UndeliveredView.Of(one, states, words))],
        [.. status.NotGiven.Select(NotGivenView.Of)]);
}

/// <param name="Severity">good, attention or bad.</param>
internal sealed record FindingView(string Check, string Severity, string Words);

/// <param name="Waiting">Messages that are to go out.</param>
/// <param name="OldestDue">Since when the longest waiting message has been due.</param>
/// <param name="PromisesDue">Promises that are due within a day.</param>
/// <param name="PromisesBehind">Promises past their date that no worker has noticed.</param>
/// <param name="CasesBroken">Open cases with a broken promise.</param>
internal sealed record VitalsView(
    DateTimeOffset At, long Waiting, long Drafts, long Failed, long Expired, DateTimeOffset? OldestDue,
    long PromisesDue, long PromisesBehind, DateTimeOffset? OldestBehind, long CasesBroken, long DatabaseBytes, long FreeBytes)
{
    public static VitalsView Of(Vitals vitals) => new(
        vitals.At.ToDateTimeOffset(), vitals.Waiting, vitals.Drafts, vitals.Failed, vitals.Expired, vitals.OldestDue?.ToDateTimeOffset(),
        vitals.PromisesDue, vitals.PromisesBehind, vitals.OldestBehind?.ToDateTimeOffset(), vitals.CasesBroken, vitals.DatabaseBytes, vitals.FreeBytes);
}

/// <param name="Problem">Why it failed; null when it was made and checked.</param>
internal sealed record BackupView(DateTimeOffset At, bool Scheduled, long Bytes, long Files, string? Problem)
{
    public static BackupView Of(Backup backup) => new(backup.At.ToDateTimeOffset(), backup.Scheduled, backup.Bytes, backup.Files, backup.Problem);
}

/// <param name="Node">Machine and process.</param>
/// <param name="FailedAt">Since when it fails; null while it goes well.</param>
/// <param name="Problem">The kind of the exception.</param>
/// <param name="CanRun">It can be run now, on whichever node it runs.</param>
internal sealed record WorkView(
    string Node, string Work, DateTimeOffset HeardAt, DateTimeOffset? RanAt, DateTimeOffset? FailedAt, long Failures, string? Problem, bool CanRun)
{
    public static WorkView Of(WorkReport report, WakeWork wake) => new(
        report.Node, report.Work, report.HeardAt.ToDateTimeOffset(), report.RanAt?.ToDateTimeOffset(), report.FailedAt?.ToDateTimeOffset(),
        report.Failures, report.Problem, wake.Knows(report.Work));
}

/// <param name="HeardAt">When it was heard of last.</param>
internal sealed record GoneView(string Node, DateTimeOffset HeardAt);

/// <param name="Reference">Of the case it belongs to; null for other mail.</param>
/// <param name="Kind">What it says: received, visit-not-done, promise-broken …</param>
/// <param name="State">failed or expired.</param>
/// <param name="StateInWords">What became of it, as people read it.</param>
internal sealed record UndeliveredView(
    string Id, string? Reference, string Kind, string Subject, string State, DateTimeOffset CreatedAt, string StateInWords)
{
    public static UndeliveredView Of(Undelivered one, MessageStateWords states, Words words) => new(
        ApiIds.Of(one.Message.Id), one.Reference, one.Message.Kind, one.Message.Subject, ApiNames.Of(one.Message.State),
        one.Message.CreatedAt.ToDateTimeOffset(), states.Of(one.Message, words).Sentence);
}

/// <param name="Partner">Who was to have it.</param>
/// <param name="IsUpdate">They have the case, and not this word about it.</param>
/// <param name="Answer">What the last attempt came to.</param>
internal sealed record NotGivenView(string Id, string Reference, string Partner, bool IsUpdate, DateTimeOffset At, string? Answer)
{
    public static NotGivenView Of(NotGiven one) => new(
        ApiIds.Of(one.Id), one.Reference.ToString(), one.Partner, one.IsUpdate, one.At.ToDateTimeOffset(), one.Answer);
}
