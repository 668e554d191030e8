using System.Collections.Immutable;
using NodaTime;

namespace Kept.Domain.Catalogue.Answers;

/// <summary>Whether one answer can stand.</summary>
public abstract record AnswerOutcome
{
    private AnswerOutcome()
    {
    }

    /// <param name="Value">Null when nothing was answered and nothing has to be.</param>
    public sealed record Accepted(AnswerValue? Value) : AnswerOutcome;

    public sealed record Refused(AnswerProblem Problem) : AnswerOutcome;

    internal static Refused Refuse(string key, params ImmutableArray<(string Name, object? Value)> values) =>
        new(new AnswerProblem("answer." + key, values));
}

/// <summary>Why an answer cannot stand and what to do, as a text's key with what to fill in.</summary>
/// <param name="Key">In the language files: "answer.too-long".</param>
public sealed record AnswerProblem(string Key, ImmutableArray<(string Name, object? Value)> Values)
{
    public bool Equals(AnswerProblem? other) => other is not null && Key == other.Key && Values.SequenceEqual(other.Values);

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);
}

/// <summary>Whether all answers together can be sent.</summary>
public abstract record AnswersOutcome
{
    private AnswersOutcome()
    {
    }

    /// <param name="Answers">By question code; only questions that are asked, given these answers.</param>
    public sealed record Complete(ImmutableDictionary<string, AnswerValue> Answers) : AnswersOutcome;

    /// <param name="Problems">By question code, in the order of the questions.</param>
    public sealed record Incomplete(ImmutableArray<(string Question, AnswerProblem Problem)> Problems) : AnswersOutcome;
}

/// <summary>What an answer is checked against beside its question.</summary>
/// <param name="Today">The date where the service's calendar is.</param>
/// <param name="Slots">The days that are still offered; empty for services without booking.</param>
public sealed record AnswerContext(LocalDate Today, ImmutableArray<AnswerValue.Slot> Slots)
{
    public AnswerContext(LocalDate today)
        : this(today, [])
    {
    }
}
