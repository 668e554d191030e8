using Kept.Settings;
using Kept.Staff;
using Kept.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Feeds.OwnFeeds;

/// <summary>Addresses for calendar programs: of whoever is signed in, and of the team for those who lead one.</summary>
internal sealed class OwnFeedsPage(
    OwnFeeds feeds, CurrentStaff current, StaffTeams teams, IOptions<KeptSettings> settings, Words words) : StaffPage(words)
{
    [BindProperty]
    public string? Team { get; set; }

    [BindProperty]
    public long LinkId { get; set; }

    [FromQuery(Name = "revoked")]
    public bool Revoked { get; set; }

    /// <summary>The new address, shown in the answer to the press that made it and never again.</summary>
    public string? Address { get; private set; }

    public IReadOnlyList<(string? Team, string Name, FeedLink? Link)> Choices { get; private set; } = [];

    public string Moment(Instant at) =>
        Words.Moment(at.InZone(DateTimeZoneProviders.Tzdb[settings.Value.Organisation.TimeZone]).LocalDateTime);

    public Task OnGetAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var outcome = await feeds.MakeAsync(current.Required, string.IsNullOrEmpty(Team) ? null : Team, cancellationToken);
        if (outcome is not MakeFeedOutcome.Made made)
        {
            return Forbid();
        }

        Address = settings.Value.AddressOf(FeedLink.PathOf(made.Secret));
        await LoadAsync(cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostRevokeAsync(CancellationToken cancellationToken) =>
        await feeds.RevokeAsync(current.Required, LinkId, cancellationToken) ? LocalRedirect("/account/calendars?revoked=true") : NotFound();

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var who = current.Required;
        var links = await feeds.ListAsync(who, cancellationToken);
        var offered = teams.All(Words.Language).Select(team => team.Code).Where(team => FeedRights.MayHave(who, team));
        Choices =
        [
            .. offered.Prepend(null).Union(links.Select(link => link.Team)).Select(team => (
                team, team is null ? Words["feeds.own"] : teams.NameOf(team, Words.Language), links.FirstOrDefault(link => link.Team == team))),
        ];
    }
}
