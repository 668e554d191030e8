using Kept.Cases;
using Kept.Cases.Notices;
using Kept.Cases.RevisePromise;
using Kept.Domain.Calendars;
using Kept.Domain.Cases;
using Kept.Domain.Catalogue;
using Kept.Domain.Promises;
using Kept.Promises.WatchPromises;
using NodaTime;

namespace Kept.Demo;

/// <summary>
/// The life of one case, told through the same rules that every case lives by. It yields the moments at which it goes on;
/// whoever tells many stories sets the clock to the earliest of them.
/// </summary>
internal sealed partial class CaseStory(DemoCouncil council, ToldCase told, Service service)
{
    private readonly Dice dice = council.Dice;
    private readonly bool isSlow = council.Dice.Chance(0.05);

    private Case Case => told.Case;

    private Instant Now => council.Clock.Now;

    private string Language => Case.Language;

    private By Owner => By.Staff(Case.OwnerId ?? council.AgentOf(Case.Team));

    private Calendar Calendar => council.CalendarOf(service.Calendar);

    public IEnumerable<Instant> Tell()
    {
        council.Remember(told);
        foreach (var moment in Until(AtWork(Calendar, Now + dice.Minutes(10, 500))))
        {
            yield return moment;
        }

        if (!TryMerge())
        {
            Case.Take(File(By.Staff(council.AgentOf(Case.Team))).Work);
        }

        while (!Case.IsClosed)
        {
            foreach (var moment in Work())
            {
                yield return moment;
            }

            foreach (var moment in AskWhetherItIsDone())
            {
                yield return moment;
            }
        }
    }

    /// <summary>Lets the promises be watched on the way, as the product does.</summary>
    private IEnumerable<Instant> Until(Instant target)
    {
        while (NextToWatch() is { } watched && watched < target)
        {
            yield return watched;
            Watch();
        }

        yield return Instant.Max(target, Now);
    }

    private Instant? NextToWatch()
    {
        var next = (Instant?)null;
        foreach (var promise in Case.Promises)
        {
            if (promise.IsRunning)
            {
                var at = promise.WarnedAt is null && promise.WarnAt is { } warn && warn < promise.Due ? warn : promise.Due;
                next = next is null || at < next ? at : next;
            }
        }

        return next is { } moment ? Instant.Max(moment, Now) + Duration.FromSeconds(3) : null;
    }

    private void Watch()
    {
        var file = File(By.System);
        var leads = council.LeadsOf(Case.Team);
        var broken = Case.BreakDue(file.Work, leads.FirstOrDefault()?.Id);
        foreach (var promise in Case.WarnOfDue(file.Work))
        {
            ToOwnerAndLeads(WarningMail.Kind, notice => WarningMail.Write(notice, promise));
        }

        foreach (var breach in broken)
        {
            ToOwnerAndLeads(WarningMail.BrokenKind, notice => WarningMail.WriteBroken(notice, breach));
            if (breach.Replacement is { } replacement)
            {
                Tell(RevisedMail.BrokenKind, notice => RevisedMail.Write(
                    notice, breach.Promise, replacement, service.WhenBroken.Reason.In(notice.Words.Language)));
            }
        }
    }

    private void ToOwnerAndLeads(string kind, Action<StaffNotice> write)
    {
        var leads = council.LeadsOf(Case.Team);
        var owner = Case.OwnerId is { } id ? council.AddressOf(id) : null;
        council.Post.ToStaff(told, File(By.System), owner is null ? leads : leads.Where(lead => lead.Id != owner.Id).Prepend(owner), kind, write);
    }

    private void Tell(string kind, Action<Notice> write) => council.Post.ToAll(told, File(By.System), kind, write);

    private CaseFile File(By by) => council.FileOf(told, service, by);

    private string Say(string occasion) => council.Phrases.Say(occasion, service, Language, dice);

    /// <summary>The moment itself, or somewhat after the next opening.</summary>
    private Instant AtWork(Calendar calendar, Instant moment) =>
        calendar.IsOpenAt(moment) ? moment : (calendar.NextOpening(moment) ?? moment) + dice.Minutes(5, 150);

    /// <summary>Residents write and ring by day.</summary>
    private Instant ByDay(Instant moment)
    {
        var local = moment.InZone(council.Zone).LocalDateTime;
        return local.Hour is >= 8 and < 22
            ? moment
            : (local.Date.PlusDays(local.Hour < 8 ? 0 : 1) + new LocalTime(dice.Between(8, 20), dice.Between(0, 59))).InZoneLeniently(council.Zone).ToInstant();
    }

    private static Promise? OpenPromiseOf(Case about, CaseStage stage) =>
        about.Promises.Where(promise => promise.IsOpen && promise.Stage == stage.Code).MaxBy(promise => promise.Due);
}
