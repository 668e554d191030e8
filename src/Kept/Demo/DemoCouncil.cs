using System.Collections.Immutable;
using Kept.Cases;
using Kept.Catalogue;
using Kept.Domain.Calendars;
using Kept.Domain.Cases;
using Kept.Domain.Catalogue;
using Kept.Domain.Promises;
using Kept.Promises;
using Kept.Staff;
using Kept.Storage;
using NodaTime;

namespace Kept.Demo;

/// <summary>Somebody of the demo's staff.</summary>
internal sealed record Colleague(StaffAddress Address, StaffRole Role, string? Team);

/// <summary>What all stories of the demo share: the council, its people, its clock.</summary>
internal sealed class DemoCouncil(
    CatalogueSnapshot catalogue, PromiseMakers makers, ImmutableArray<Colleague> staff, IdSource ids, StoryClock clock, Dice dice, DemoPost post,
    Residents residents, DateTimeZone zone)
{
    private readonly Dictionary<Service, PromiseMaker> made = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, ImmutableArray<StaffAddress>> teams = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableArray<StaffAddress>> leads = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ToldCase>> openLately = new(StringComparer.Ordinal);

    public CatalogueSnapshot Catalogue => catalogue;

    public Dice Dice => dice;

    public StoryClock Clock => clock;

    public Phrases Phrases { get; } = DemoData.Phrases();

    public NamesOfPlaces Places { get; } = DemoData.Places();

    public DemoPost Post => post;

    public DateTimeZone Zone => zone;

    /// <summary>Anybody who lives there.</summary>
    public Resident SomebodyElse => residents.Any(dice);

    /// <summary>Who takes calls.</summary>
    public By OnThePhone => By.Staff(AgentOf("customer-care"));

    public long NewId() => ids.Next();

    public CaseFile FileOf(ToldCase told, Service service, By by) => new(told.Case, WorkOn(service, by));

    public CaseWork WorkOn(Service service, By by)
    {
        if (!made.TryGetValue(service, out var maker))
        {
            made[service] = maker = makers.For(service);
        }

        return new CaseWork(service, maker, ids.Next, clock.Now, by.Actor, by.StaffId);
    }

    /// <summary>One of the team; of those who answer for it where it has nobody.</summary>
    public long AgentOf(string team)
    {
        if (!teams.TryGetValue(team, out var agents))
        {
            agents = [.. staff.Where(colleague => colleague.Team == team).Select(colleague => colleague.Address)];
            teams[team] = agents = agents.IsEmpty ? LeadsOf(team) : agents;
        }

        return dice.Pick(agents).Id;
    }

    /// <summary>As <see cref="Leads.OfTeamAsync"/>.</summary>
    public ImmutableArray<StaffAddress> LeadsOf(string team)
    {
        if (!leads.TryGetValue(team, out var found))
        {
            found = [.. staff.Where(colleague => colleague.Role == StaffRole.Lead && colleague.Team == team).Select(colleague => colleague.Address)];
            leads[team] = found = found.IsEmpty
                ? [.. staff.Where(colleague => colleague.Role == StaffRole.Administrator).Select(colleague => colleague.Address)]
                : found;
        }

        return found;
    }

    public StaffAddress? AddressOf(long id) => staff.FirstOrDefault(colleague => colleague.Address.Id == id)?.Address;

    public Calendar CalendarOf(string code) => catalogue.CalendarOf(code);

    /// <summary>An earlier case of this service that is open still; null where there is none.</summary>
    public ToldCase? OpenBefore(ToldCase told) =>
        openLately.GetValueOrDefault(told.Case.ServiceCode)?.FirstOrDefault(other => !other.Case.IsClosed && other.Case.ReceivedAt < told.Case.ReceivedAt);

    /// <summary>Remembers it as one that others may be merged into.</summary>
    public void Remember(ToldCase told)
    {
        const int Few = 8;
        if (!openLately.TryGetValue(told.Case.ServiceCode, out var cases))
        {
            openLately[told.Case.ServiceCode] = cases = [];
        }

        cases.RemoveAll(other => other.Case.IsClosed);
        if (cases.Count < Few)
        {
            cases.Add(told);
        }
    }
}
