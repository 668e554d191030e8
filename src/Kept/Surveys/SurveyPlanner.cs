using Kept.Domain.Cases;
using Kept.Storage;
using NodaTime;

namespace Kept.Surveys;

/// <summary>Plans the question when a case is closed; the row is saved with the closing.</summary>
internal sealed class SurveyPlanner(KeptDb db, IdSource ids)
{
    private static readonly Duration AskAfter = Duration.FromDays(5);

    public void Plan(Case closed, Instant now)
    {
        if (Of(closed, ids.Next, now) is { } survey)
        {
            db.Add(survey);
        }
    }

    /// <summary>Asks the reporter, where there is an address, and where something was said to be done; else null.</summary>
    public static Survey? Of(Case closed, Func<long> newId, Instant now) =>
        closed.Outcome == Outcome.Fixed && closed.Reporter is { Mail: not null } reporter
            ? new Survey(newId(), closed.Id, reporter.Id, closed.Reopened, now + AskAfter)
            : null;
}
