using System.Globalization;
using Kept.Catalogue;
using Kept.Staff;
using Kept.Texts;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kept.Desk.Queue;

/// <summary>The list of cases one works from.</summary>
internal sealed class QueueModel(
    ReadQueue queue, CurrentStaff current, StaffDirectory staff, StaffTeams teams, CatalogueInUse catalogue, DeskTime time, Words words) : PageModel
{
    public StaffIdentity Reader => current.Required;

    public QueueFilter Filter { get; private set; } = new(QueueView.Mine);

    public QueuePage Shown { get; private set; } = new([], null);

    public DeskTime Time => time;

    public IReadOnlyList<StaffEntry> Colleagues { get; private set; } = [];

    public IEnumerable<(string Code, string Name)> Teams => teams.All(words.Language);

    public IEnumerable<(string Code, string Name)> Services => catalogue.Current.Services
        .Select(service => (service.Service.Code, service.Service.Name.In(words.Language))).OrderBy(service => service.Item2, StringComparer.Create(words.Culture, ignoreCase: true));

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Filter = QueueAddress.Read(Request.Query, Reader);
        Colleagues = await staff.ActiveAsync(cancellationToken);
        Shown = await queue.HandleAsync(Filter, Reader, cancellationToken);
    }

    public string AddressOf(QueueFilter filter) => QueueAddress.Of(filter, Reader);

    /// <summary>What narrows the view beyond its name, each with the address without it.</summary>
    public IEnumerable<(string Words, string Without)> Chips()
    {
        var filter = Filter with { After = null };
        if (filter.Team is { } team)
        {
            yield return (words["queue.chip.team", ("team", TeamNames.Of(catalogue, team, words))], AddressOf(filter with { Team = null }));
        }

        if (filter.Service is { } service)
        {
            yield return (catalogue.Find(service)?.Service.Name.In(words.Language) ?? service, AddressOf(filter with { Service = null }));
        }

        if (filter.Owner is { } owner)
        {
            yield return (OwnerName(owner), AddressOf(filter with { Owner = null }));
        }

        if (filter.State is { } state)
        {
            yield return (words["queue.state." + state.ToString().ToLowerInvariant()], AddressOf(filter with { State = null, Sort = QueueSort.Due }));
        }

        if (filter.Channel is { } channel)
        {
            yield return (words["case.channel." + channel.ToString().ToLowerInvariant()], AddressOf(filter with { Channel = null }));
        }

        if (filter.From is { } from)
        {
            yield return (words["queue.chip.from", ("day", words.Date(from))], AddressOf(filter with { From = null }));
        }

        if (filter.To is { } to)
        {
            yield return (words["queue.chip.to", ("day", words.Date(to))], AddressOf(filter with { To = null }));
        }

        if (filter.Chasers is { } chasers)
        {
            yield return (words[chasers ? "queue.chip.chasers" : "queue.chip.noChasers"], AddressOf(filter with { Chasers = null }));
        }
    }

    /// <summary>Orders that make sense here: what is closed is due no more.</summary>
    public IEnumerable<(QueueSort Sort, string Words)> Sorts => Enum.GetValues<QueueSort>()
        .Where(sort => !Filter.IsOfClosed || sort == QueueSort.Due)
        .Select(sort => (sort, words["queue.sort." + (sort == QueueSort.Due && Filter.IsOfClosed ? "closed" : sort.ToString().ToLowerInvariant())]));

    public string OwnerValue => Filter.Owner switch
    {
        null => "",
        QueueFilter.NobodysId => "nobody",
        var id => id.Value.ToString(CultureInfo.InvariantCulture),
    };

    private string OwnerName(long owner) => owner == QueueFilter.NobodysId
        ? words["queue.owner.nobody"]
        : Colleagues.FirstOrDefault(colleague => colleague.Id == owner)?.Name ?? words["event.by.colleague"];
}
