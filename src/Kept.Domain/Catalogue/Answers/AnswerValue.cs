using System.Collections.Immutable;
using Kept.Domain.Cases;
using NodaTime;

namespace Kept.Domain.Catalogue.Answers;

/// <summary>What somebody answered to one question. There are no others than these.</summary>
public abstract record AnswerValue
{
    private AnswerValue()
    {
    }

    /// <summary>To a text or a long text.</summary>
    public sealed record Text(string Words) : AnswerValue;

    /// <summary>To one-of (exactly one code) or many-of (in the order of the options).</summary>
    public sealed record Choices(ImmutableArray<string> Codes) : AnswerValue
    {
        public bool Equals(Choices? other) => other is not null && Codes.SequenceEqual(other.Codes);

        public override int GetHashCode() => Codes.Length == 0 ? 0 : Codes[0].GetHashCode(StringComparison.Ordinal);
    }

    public sealed record YesNo(bool Yes) : AnswerValue;

    public sealed record Day(LocalDate Date) : AnswerValue;

    public sealed record Number(decimal Value) : AnswerValue;

    /// <summary>To photos or documents: the ids of uploaded files.</summary>
    public sealed record Files(ImmutableArray<string> Ids) : AnswerValue
    {
        public bool Equals(Files? other) => other is not null && Ids.SequenceEqual(other.Ids);

        public override int GetHashCode() => Ids.Length == 0 ? 0 : Ids[0].GetHashCode(StringComparison.Ordinal);
    }

    public sealed record Spot(Place Place) : AnswerValue;

    /// <summary>A booked day with its local times.</summary>
    public sealed record Slot(LocalDate Date, LocalTime From, LocalTime To) : AnswerValue;
}
