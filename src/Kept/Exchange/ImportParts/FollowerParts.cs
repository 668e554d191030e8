using Kept.Domain.Cases;
using Kept.Exchange.ImportFile;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Exchange.ImportParts;

/// <summary>People whom another system told about cases.</summary>
internal sealed class FollowerParts : PartKind
{
    public override ImportKind Kind => ImportKind.Followers;

    public override bool IsToBeFoundBy => true;

    protected override ImportColumns Own { get; } = new(
        ["reporter"], ["name", "mail", "phone", "address", "language", "notes", "following_since", "stopped_at"]);

    public override Part Read(ImportRow row, PartReading reading)
    {
        row.Required("reporter", 40);
        var since = reading.Moments.Past(row, "following_since") ?? reading.Moments.Now;
        var stopped = reading.Moments.Past(row, "stopped_at");
        if (stopped < since && row.Stands("following_since"))
        {
            row.Wrong("stopped_at", "stoppedBefore");
        }

        return new FollowerPart(new OldFollower(
            row.Truth("reporter", usual: false), RowDetails.Of(row), reading.Language(row), row.Text("notes", PartReading.LongestWords), since, stopped));
    }

    public override IQueryable<Case> With(IQueryable<Case> cases) => cases.Include(about => about.Followers);

    public override IQueryable<RowHere> Here(KeptDb db, IReadOnlyCollection<long> ids) =>
        db.Set<Follower>().Where(row => ids.Contains(row.Id)).Select(row => new RowHere(row.Id, row.CaseId));

    private sealed record FollowerPart(OldFollower Old) : Part
    {
        public override long TakeIn(Case about, PartWork work)
        {
            var follower = about.TakeOver(work.Work, work.System, Old);
            work.WordsOf(about)?.AddFollower(follower);
            return follower.Id;
        }
    }
}
