using Kept.Domain.Cases;
using Kept.Domain.Promises;
using NodaTime;

namespace Kept.Domain.Counts;

/// <summary>Of a case, what figures are made of.</summary>
/// <param name="Contacts">All of them: who asked twice in a week is seen only side by side.</param>
public sealed record CaseFacts(
    string Service,
    TeamHistory Teams,
    Instant ReceivedAt,
    Instant? ClosedAt,
    Outcome? Outcome,
    IReadOnlyCollection<PromiseFact> Promises,
    IReadOnlyCollection<ContactFact> Contacts,
    IReadOnlyCollection<SurveyFact> Surveys);

/// <param name="Replaced">Another promise was given in its place.</param>
/// <param name="StoodStill">Its clock stood still, as we waited for the resident.</param>
public readonly record struct PromiseFact(PromiseState State, Instant? SettledAt, bool Replaced, bool StoodStill);

public readonly record struct ContactFact(Instant At, bool Incoming, bool Chaser, long? FollowerId);

/// <param name="What">One of <see cref="What.Yes"/>, <see cref="What.No"/>, <see cref="What.Unsure"/>.</param>
public readonly record struct SurveyFact(Instant AnsweredAt, string What);

/// <summary>A case went from one team to another.</summary>
public readonly record struct HandedOver(Instant At, string From, string To);

/// <summary>Which team had a case when. What happened then is its figure, also after it has handed the case on.</summary>
/// <param name="current">The team that has it now.</param>
/// <param name="handedOver">In the order of time.</param>
public sealed class TeamHistory(string current, params IReadOnlyList<HandedOver> handedOver)
{
    public string Current => current;

    public string At(Instant instant)
    {
        for (var i = handedOver.Count - 1; i >= 0; i--)
        {
            if (handedOver[i].At <= instant)
            {
                return handedOver[i].To;
            }
        }

        return handedOver.Count > 0 ? handedOver[0].From : current;
    }
}
