using System.Collections.Immutable;
using Kept.Cases;
using Kept.Cases.Timeline;
using Kept.Catalogue;
using Kept.Domain.Cases;
using Kept.Mail.Outgoing;
using Kept.Staff;
using Kept.Storage;
using Kept.Texts;
using Microsoft.EntityFrameworkCore;

namespace Kept.Desk.CasePage;

/// <param name="Entries">The newest first.</param>
internal sealed record ReadLines(ImmutableArray<TimelineEntry> Entries, int Messages, int People, long LastEvent, long? OwnerBefore);

/// <summary>Reads what happened on a case and what was written about it, as one line of time.</summary>
internal sealed class ReadTimeline(
    KeptDb db, CatalogueInUse catalogue, StaffDirectory staff, MessageStateWords states, DeskTime time, Words words)
{
    /// <summary>A case with more than this is read from its end; it has other troubles than a short page.</summary>
    private const int Most = 500;

    public async Task<ReadLines> HandleAsync(CaseFile file, CancellationToken cancellationToken)
    {
        var about = file.Case.Id;
        var events = await db.CaseEvents.AsNoTracking().Where(entry => entry.CaseId == about)
            .OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id).Take(Most).ToListAsync(cancellationToken);
        var messages = await db.Messages.AsNoTracking().Where(message => message.CaseId == about)
            .OrderByDescending(message => message.CreatedAt).Take(Most).ToListAsync(cancellationToken);
        var names = await NamesAsync(events, messages, cancellationToken);
        var inWords = new EventWords(file, catalogue.Current.Council, time.Zone, words, id => names.GetValueOrDefault(id));
        var entries = inWords.OfAll(events).Select(TimelineEntry (told) => new TimelineEntry.Happened(told.Line))
            .Concat(WithoutOldCodes(messages).GroupBy(message => (message.CreatedAt, message.Kind, ToStaff: message.StaffId is not null))
                .Select(same => new TimelineEntry.Wrote([.. same.OrderBy(message => message.Id).Select(message => SentOf(file.Case, message, names))], same.Key.ToStaff)))
            .OrderByDescending(entry => entry.At);
        return new ReadLines(
            [.. entries], messages.Count(message => message.StaffId is null), PeopleIn(events, file.Case),
            events.Count == 0 ? 0 : events.Max(entry => entry.Id), OwnerBefore(events, file.Case));
    }

    /// <summary>Of mails that are of use for a short time, such as codes, the newest: anybody may ask for one after the other.</summary>
    /// <param name="messages">The newest first.</param>
    private static IEnumerable<Message> WithoutOldCodes(List<Message> messages)
    {
        var seen = new HashSet<(string Kind, long? FollowerId)>();
        return messages.Where(message => !message.IsShortLived || seen.Add((message.Kind, message.FollowerId)));
    }

    /// <summary>Lines that were saved after a person had opened the page.</summary>
    public async Task<ImmutableArray<EventLine>> SinceAsync(CaseFile file, long lastEvent, CancellationToken cancellationToken)
    {
        var about = file.Case.Id;
        var events = await db.CaseEvents.AsNoTracking().Where(entry => entry.CaseId == about && entry.Id > lastEvent)
            .OrderBy(entry => entry.Id).Take(Most).ToListAsync(cancellationToken);
        var names = await NamesAsync(events, [], cancellationToken);
        var inWords = new EventWords(file, catalogue.Current.Council, time.Zone, words, id => names.GetValueOrDefault(id));
        return [.. events.Select(inWords.Of)];
    }

    private async Task<Dictionary<long, string>> NamesAsync(
        IEnumerable<CaseEvent> events, IEnumerable<Message> messages, CancellationToken cancellationToken)
    {
        var ids = events.SelectMany(entry => new[] { entry.ById, EventDetails.Of(entry).Number("to") })
            .Concat(messages.Select(message => message.StaffId)).OfType<long>().Distinct();
        var names = new Dictionary<long, string>();
        foreach (var id in ids)
        {
            if (await staff.FindAsync(id, cancellationToken) is { } colleague)
            {
                names[id] = colleague.Name;
            }
        }

        return names;
    }

    private Sent SentOf(Case about, Message message, Dictionary<long, string> names)
    {
        var follower = about.Followers.FirstOrDefault(known => known.Id == message.FollowerId);
        var to = message.StaffId is { } id ? names.GetValueOrDefault(id) : follower?.Name;
        return new Sent(
            message, string.IsNullOrWhiteSpace(to) ? message.Recipient : to, states.Of(message, words), Letter.FromJson(message.Letter).WithoutCodes());
    }

    private static int PeopleIn(List<CaseEvent> events, Case about) =>
        events.Select(entry => entry.ById).Concat(about.ContactLog.Select(contact => contact.ById)).OfType<long>().Distinct().Count();

    private static long? OwnerBefore(List<CaseEvent> events, Case about) =>
        events.FirstOrDefault(entry => entry.Kind is EventKind.Taken or EventKind.HandedOver or EventKind.Escalated) is { } last
        && EventDetails.Of(last) is var details && details.Number("to") == about.OwnerId
            ? details.Number("from")
            : null;
}
