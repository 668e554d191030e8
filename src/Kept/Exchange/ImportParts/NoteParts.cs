using Kept.Domain.Cases;
using Kept.Exchange.ImportFile;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Exchange.ImportParts;

/// <summary>
/// Words of people from the timeline of another system. What Kept writes there itself, and what comes with a table of its own,
/// is passed over.
/// </summary>
internal sealed class NoteParts : PartKind
{
    public override ImportKind Kind => ImportKind.Events;

    public override bool IsToBeFoundBy => true;

    protected override ImportColumns Own { get; } = new(["at", "kind"], ["is_public", "actor", "words"], "by_id", "details");

    public override Part? Read(ImportRow row, PartReading reading)
    {
        row.Required("kind", 40);
        var (kind, at, isPublic) = (row.Choice("kind", EventKind.Noted), reading.Moments.Required(row, "at"), row.Truth("is_public", usual: false));
        var (actor, words) = (row.Choice("actor", Actor.Staff), row.Text("words", PartReading.LongestWords));
        return KindOf(kind) is { } taken && words is not null ? new NotePart(new OldNote(at, taken, isPublic, actor, words)) : null;
    }

    public override IQueryable<CaseEvent> Lines(KeptDb db, LinesWanted wanted) => ContactParts.SaidThen(db, wanted);

    public override IQueryable<RowHere> Here(KeptDb db, IReadOnlyCollection<long> ids) =>
        db.CaseEvents.Where(row => ids.Contains(row.Id)).Select(row => new RowHere(row.Id, row.CaseId));

    private static EventKind? KindOf(EventKind kind) => kind switch
    {
        EventKind.Noted or EventKind.Messaged or EventKind.InformationAdded => kind,
        EventKind.HandedOver or EventKind.Paused or EventKind.Reopened => EventKind.Noted,
        _ => null,
    };

    private sealed record NotePart(OldNote Old) : Part
    {
        public override Instant? SaidAt => Old.At;

        public override long TakeIn(Case about, PartWork work)
        {
            work.WordsOf(about)?.Add(Old.Words);
            return about.TakeOver(work.Work, work.System, Old).Id;
        }
    }
}
