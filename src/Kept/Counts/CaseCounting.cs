using Kept.Domain.Counts;
using Kept.Settings;
using Kept.Storage;
using Kept.Surveys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Counts;

/// <summary>
/// Keeps the figures of the overview up to date: before every save, <see cref="KeptDb"/> lets it add what the cases of
/// that save change. So no operation can forget to count, and none has to know how.
/// </summary>
internal sealed class CaseCounting(IOptions<KeptSettings> settings, IdSource ids)
{
    private readonly DateTimeZone zone = DateTimeZoneProviders.Tzdb[settings.Value.Organisation.TimeZone];

    public async Task CountAsync(KeptDb db, CancellationToken cancellationToken)
    {
        ForgetRefused(db);
        var tally = new Tally(zone);
        foreach (var changed in TrackedFacts.ChangedIn(db))
        {
            await CountAsync(db, changed, tally, cancellationToken);
        }

        foreach (var (key, n) in tally.Figures)
        {
            db.Add(new CountChange(ids.Next(), key, n) { OfThisSave = true });
        }
    }

    private async Task CountAsync(KeptDb db, TrackedFacts changed, Tally tally, CancellationToken cancellationToken)
    {
        if (changed.Before is not { } before)
        {
            tally.Add(changed.After);
            return;
        }

        if (!changed.CountsDifferently(zone))
        {
            return;
        }

        // What happened belongs to the team that had the case then, which only its timeline knows.
        var stored = await HandOvers.OfAsync(db, changed.Id, cancellationToken);
        IReadOnlyList<HandedOver> now = [.. stored, .. changed.HandedOver];
        IReadOnlyCollection<SurveyFact> others = changed.HandedOver.Count == 0 ? [] : await OtherSurveysAsync(db, changed, cancellationToken);
        tally.Subtract(before with { Teams = new TeamHistory(before.Teams.Current, stored), Surveys = [.. before.Surveys, .. others] });
        tally.Add(changed.After with { Teams = new TeamHistory(changed.After.Teams.Current, now), Surveys = [.. changed.After.Surveys, .. others] });
    }

    /// <summary>Answers that this save does not touch; needed where the case's teams change.</summary>
    private static async Task<IReadOnlyCollection<SurveyFact>> OtherSurveysAsync(KeptDb db, TrackedFacts changed, CancellationToken cancellationToken)
    {
        var answered = await db.Set<Survey>().AsNoTracking().Where(survey => survey.CaseId == changed.Id && survey.Answer != null)
            .ToListAsync(cancellationToken);
        return [.. answered.Where(survey => !changed.SurveyIds.Contains(survey.Id)).Select(SurveyFacts.Of).OfType<SurveyFact>()];
    }

    /// <summary>A save that was refused and is tried again counts once.</summary>
    private static void ForgetRefused(KeptDb db)
    {
        foreach (var refused in db.ChangeTracker.Entries<CountChange>()
            .Where(entry => entry is { State: EntityState.Added, Entity.OfThisSave: true }).ToList())
        {
            refused.State = EntityState.Detached;
        }
    }
}
