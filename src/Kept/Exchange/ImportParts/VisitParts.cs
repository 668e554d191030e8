using Kept.Domain.Cases;
using Kept.Exchange.ImportFile;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Exchange.ImportParts;

/// <summary>Visits that another system recorded.</summary>
internal sealed class VisitParts : PartKind
{
    public override ImportKind Kind => ImportKind.Visits;

    protected override ImportColumns Own { get; } = new(["at", "done"], ["reason", "words"], "by_id");

    public override Part Read(ImportRow row, PartReading reading)
    {
        row.Required("done", 40);
        var visit = new OldVisit(
            reading.Moments.Required(row, "at"), row.Truth("done", usual: true), row.Text("reason", 80), row.Text("words", PartReading.LongestWords));
        if (visit is { Done: false, Reason: null })
        {
            row.Wrong("reason", "missing");
        }

        return new VisitPart(visit);
    }

    public override IQueryable<RowHere> Here(KeptDb db, IReadOnlyCollection<long> ids) =>
        db.Set<Visit>().Where(row => ids.Contains(row.Id)).Select(row => new RowHere(row.Id, row.CaseId));

    private sealed record VisitPart(OldVisit Old) : Part
    {
        public override void Check(ImportRow row, AboutCase about)
        {
            if (Old is { Done: false, Reason: { } reason } && about.Service is { } service && service.VisitReasons.All(known => known.Code != reason))
            {
                row.Wrong("reason", "reason");
            }
        }

        public override long TakeIn(Case about, PartWork work) => about.TakeOver(work.Work, work.System, Old).Id;
    }
}
