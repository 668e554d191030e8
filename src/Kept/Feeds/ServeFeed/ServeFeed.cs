using Kept.Domain.Cases;
using Kept.Settings;
using Kept.Staff;
using Kept.Storage;
using Kept.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Feeds.ServeFeed;

/// <summary>Writes the calendar behind a secret address.</summary>
internal sealed class ServeFeed(KeptDb db, FeedDates dates, TextLibrary texts, StaffTeams teams, IOptions<KeptSettings> settings, IClock clock)
{
    /// <summary>
    /// Null for an address that was never given, was revoked, or whose maker may no longer see what is in it: somebody who
    /// left or is locked, or who does not lead that team any more. All of them are one answer.
    /// </summary>
    public async Task<string?> HandleAsync(Secret secret, CancellationToken cancellationToken)
    {
        var hash = FeedLink.HashOf(secret);
        var found = await (
            from link in db.Set<FeedLink>().AsNoTracking()
            where link.SecretHash == hash
            join member in db.Set<StaffMember>().AsNoTracking() on link.StaffId equals member.Id
            select new { Link = link, Maker = member }).SingleOrDefaultAsync(cancellationToken);
        if (found is not { Maker: { Active: true, EmailConfirmed: true } maker, Link: var known } || IsLocked(maker) || !FeedRights.MayHave(maker.ToIdentity(), known.Team))
        {
            return null;
        }

        var whose = known.Team is null ? new FeedOf(maker.Id, null, maker.Language) : new FeedOf(null, known.Team, maker.Language);
        return Write(known.Team is null ? maker.Name : teams.NameOf(known.Team, maker.Language), whose.Language, await dates.ReadAsync(whose, cancellationToken));
    }

    private bool IsLocked(StaffMember maker) => maker.LockoutEnd is { } end && Instant.FromDateTimeOffset(end) > clock.GetCurrentInstant();

    private string Write(string name, string language, IReadOnlyList<FeedEvent> events)
    {
        var title = texts.In(language)["feeds.name", ("organisation", settings.Value.Organisation.Name), ("name", name)];
        var calendar = new CalendarWriter();
        calendar.Line("BEGIN", "VCALENDAR").Line("VERSION", "2.0").Line("PRODID", "-//Kept//Kept//EN").Line("CALSCALE", "GREGORIAN");
        calendar.Text("NAME", title).Text("X-WR-CALNAME", title);
        calendar.Line("REFRESH-INTERVAL;VALUE=DURATION", "PT15M").Line("X-PUBLISHED-TTL", "PT15M");
        foreach (var entry in events)
        {
            entry.Write(calendar);
        }

        return calendar.Line("END", "VCALENDAR").ToString();
    }
}
