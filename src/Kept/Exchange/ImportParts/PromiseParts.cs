using Kept.Domain.Cases;
using Kept.Domain.Promises;
using Kept.Exchange.ImportFile;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Exchange.ImportParts;

/// <summary>Dates that people were told by another system.</summary>
internal sealed class PromiseParts : PartKind
{
    private const int LongestPromise = 4000;

    public override ImportKind Kind => ImportKind.Promises;

    protected override ImportColumns Own { get; } = new(
        ["words", "given_at", "due"], ["stage", "state", "source", "language", "suspended_at", "settled_at", "reason", "replaced_by_id"]);

    /// <summary>One that stood still and whose day has passed meanwhile is passed over: nobody knows its day, and Kept counts one.</summary>
    public override Part? Read(ImportRow row, PartReading reading)
    {
        var moments = reading.Moments;
        var (state, given, due) = (row.Choice("state", PromiseState.Open), moments.Required(row, "given_at"), moments.RequiredAhead(row, "due"));
        var (settled, stood) = (moments.Past(row, "settled_at"), moments.Past(row, "suspended_at"));
        if ((state != PromiseState.Open) != row.Stands("settled_at"))
        {
            row.Wrong("settled_at", state == PromiseState.Open ? "notSettled" : "missing");
        }

        if (due < given && row.Stands("due") && row.Stands("given_at"))
        {
            row.Wrong("due", "dueBefore");
        }

        var replacedBy = row.Text("replaced_by_id", 100);
        if (replacedBy is not null && state is PromiseState.Open or PromiseState.Kept)
        {
            row.Wrong("replaced_by_id", "notReplaced");
        }

        var old = new OldPromise(
            row.Text("stage", 80), row.Choice("source", PromiseSource.Stage), state, row.Required("words", LongestPromise), reading.Language(row),
            given, due, settled, row.Text("reason", LongestPromise), stood);
        return state == PromiseState.Open && stood is not null && due <= moments.Now ? null : new PromisePart(old, replacedBy);
    }

    public override IQueryable<Case> With(IQueryable<Case> cases) => cases.Include(about => about.Stages).Include(about => about.Promises);

    public override IQueryable<CaseEvent> Lines(KeptDb db, LinesWanted wanted) => db.CaseEvents.Where(line =>
        wanted.Cases.Contains(line.CaseId) && line.Kind == EventKind.PromiseGiven && wanted.CountedAt.Contains(line.At));

    public override IQueryable<RowHere> Here(KeptDb db, IReadOnlyCollection<long> ids) =>
        db.Promises.Where(row => ids.Contains(row.Id)).Select(row => new RowHere(row.Id, row.CaseId));

    private sealed record PromisePart(OldPromise Old, string? Replaced) : Part
    {
        public override string? ReplacedBy => Replaced;

        public override long TakeIn(Case about, PartWork work) => about.TakeOver(work.Work, work.System, Old, work.CountedAt).Id;
    }
}
