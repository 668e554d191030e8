using Kept.Domain.Cases;
using Kept.Domain.Counts;
using Kept.Domain.Promises;
using Kept.Surveys;
using NodaTime;

namespace Kept.Counts.RecountOverview;

internal sealed class CaseRow
{
    public long Id { get; init; }

    public string ServiceCode { get; init; } = "";

    public string Team { get; init; } = "";

    public Instant ReceivedAt { get; init; }

    public Instant? ClosedAt { get; init; }

    public string? Outcome { get; init; }
}

internal abstract class PartRow
{
    public long CaseId { get; init; }
}

internal sealed class PromiseRow : PartRow
{
    public string State { get; init; } = "";

    public Instant? SettledAt { get; init; }

    public bool Replaced { get; init; }

    public bool StoodStill { get; init; }

    public PromiseFact ToFact() => new(Enum.Parse<PromiseState>(State), SettledAt, Replaced, StoodStill);
}

internal sealed class ContactRow : PartRow
{
    public Instant At { get; init; }

    public bool Incoming { get; init; }

    public bool Chaser { get; init; }

    public long? FollowerId { get; init; }

    public ContactFact ToFact() => new(At, Incoming, Chaser, FollowerId);
}

internal sealed class SurveyRow : PartRow
{
    public string Answer { get; init; } = "";

    public Instant? AnsweredAt { get; init; }

    public SurveyFact? ToFact() => SurveyFacts.Of(Enum.Parse<SurveyAnswer>(Answer), AnsweredAt);
}

internal sealed class HandOverRow : PartRow
{
    public Instant At { get; init; }

    public string Details { get; init; } = "";
}

/// <summary>The parts of some cases, by case.</summary>
internal sealed record PartRows(
    ILookup<long, PromiseRow> Promises, ILookup<long, ContactRow> Contacts, ILookup<long, SurveyRow> Surveys, ILookup<long, HandOverRow> HandOvers)
{
    public CaseFacts FactsOf(CaseRow row) => new(
        row.ServiceCode,
        new TeamHistory(row.Team, [.. HandOvers[row.Id].Select(line => Counts.HandOvers.Read(line.At, line.Details)).OfType<HandedOver>()]),
        row.ReceivedAt,
        row.ClosedAt,
        row.Outcome is { } outcome ? Enum.Parse<Outcome>(outcome) : null,
        [.. Promises[row.Id].Select(promise => promise.ToFact())],
        [.. Contacts[row.Id].Select(contact => contact.ToFact())],
        [.. Surveys[row.Id].Select(survey => survey.ToFact()).OfType<SurveyFact>()]);
}
