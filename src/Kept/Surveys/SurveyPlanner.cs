using Kept.Domain.Cases;
using Kept.Storage;
using NodaTime;

namespace Kept.Surveys;

/// <summary>Plans the question when a case is closed; the row is saved with the closing.</summary>
internal sealed class SurveyPlanner(KeptDb db, IdSource ids)
{
    private static readonly Duration AskAfter = Duration.FromDays(5);

    /// <summary>Asks the reporter, where there is an address, and where something was said to be done.</summary>
    public void Plan(Case closed, Instant now)
    {
        if (closed.Outcome == Outcome.Fixed && closed.Reporter is { Mail: not null } reporter)
        {
            db.Add(new Survey(ids.Next(), closed.Id, reporter.Id, closed.Reopened, now + AskAfter));
        }
    }
}
