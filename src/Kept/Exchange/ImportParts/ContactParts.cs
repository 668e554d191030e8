using Kept.Domain.Cases;
using Kept.Exchange.ImportFile;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Exchange.ImportParts;

/// <summary>Interactions that another system logged.</summary>
internal sealed class ContactParts : PartKind
{
    public override ImportKind Kind => ImportKind.Contacts;

    public override bool IsToBeFoundBy => true;

    protected override ImportColumns Own { get; } = new(["at", "channel"], ["incoming", "chaser", "words"], "by_id");

    public override Part Read(ImportRow row, PartReading reading)
    {
        row.Required("channel", 40);
        var contact = new OldContact(
            reading.Moments.Required(row, "at"), row.Choice("channel", Channel.Phone), row.Truth("incoming", usual: true), row.Truth("chaser", usual: false),
            row.Text("words", PartReading.LongestWords));
        if (contact is { Incoming: false, Chaser: true })
        {
            row.Wrong("chaser", "chaser");
        }

        return new ContactPart(contact);
    }

    public override IQueryable<CaseEvent> Lines(KeptDb db, LinesWanted wanted) => SaidThen(db, wanted);

    public override IQueryable<RowHere> Here(KeptDb db, IReadOnlyCollection<long> ids) =>
        db.Set<Contact>().Where(row => ids.Contains(row.Id)).Select(row => new RowHere(row.Id, row.CaseId));

    /// <summary>Lines with words at the moments of the rows: the same words may have come with another table.</summary>
    public static IQueryable<CaseEvent> SaidThen(KeptDb db, LinesWanted wanted) =>
        db.CaseEvents.Where(line => wanted.Cases.Contains(line.CaseId) && wanted.Moments.Contains(line.At) && line.Words != null);

    private sealed record ContactPart(OldContact Old) : Part
    {
        public override NodaTime.Instant? SaidAt => Old.Words is null ? null : Old.At;

        public override bool IsHere(AboutCase about) => Case.IsFirst(Old, about.ReceivedAt, about.Channel);

        public override long TakeIn(Case about, PartWork work)
        {
            work.WordsOf(about)?.Add(Old.Words);
            return about.TakeOver(work.Work, work.System, Old).Id;
        }
    }
}
