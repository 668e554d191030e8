using System.Collections.Immutable;
using NodaTime;

namespace Kept.Domain.Calendars;

/// <summary>When something falls due, and how that was worked out.</summary>
/// <param name="At">The due instant.</param>
/// <param name="Local">The same by the wall clock of the calendar's zone.</param>
/// <param name="Steps">The explanation, in the order in which people would tell it.</param>
public sealed record Due(Instant At, LocalDateTime Local, ImmutableArray<ExplanationStep> Steps)
{
    /// <inheritdoc/>
    public bool Equals(Due? other) => other is not null && At == other.At && Local == other.Local && Steps.SequenceEqual(other.Steps);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(At, Local, Steps.Length);
}
