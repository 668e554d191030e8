using Kept.Domain.Cases;

namespace Kept.Domain.Partners;

/// <summary>What programs of partners say about a matter, in the statuses that FixMyStreet made common beside open and closed.</summary>
public enum WorkStatus
{
    Open,
    Investigating,
    ForTriage,
    InProgress,
    ActionScheduled,
    InternalReferral,
    Reopen,
    Fixed,
    Closed,
    Duplicate,
    NotCouncilsResponsibility,
    NoFurtherAction,
}

/// <summary>How statuses are written, and what they mean.</summary>
public static class WorkStatuses
{
    /// <summary>"NOT_COUNCILS_RESPONSIBILITY".</summary>
    public static string Text(this WorkStatus status)
    {
        var name = status.ToString();
        return string.Concat(name.Select((letter, index) => index > 0 && char.IsUpper(letter) ? $"_{letter}" : $"{char.ToUpperInvariant(letter)}"));
    }

    /// <summary>Any case, with underscores, spaces or hyphens; null for a status that nobody agreed on.</summary>
    public static WorkStatus? Parse(string? text)
    {
        var plain = (text ?? "").Trim().Replace("_", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal)
            .Replace("-", "", StringComparison.Ordinal);
        return plain.Length > 0 && char.IsAsciiLetter(plain[0]) && Enum.TryParse<WorkStatus>(plain, ignoreCase: true, out var status) && Enum.IsDefined(status)
            ? status
            : null;
    }

    /// <summary>Whoever says so does nothing more about it.</summary>
    public static bool Ends(this WorkStatus status) => status >= WorkStatus.Fixed;

    /// <summary>The work is done, as far as whoever did it says.</summary>
    public static bool IsDone(this WorkStatus status) => status is WorkStatus.Fixed or WorkStatus.Closed;

    public static WorkStatus Of(Outcome outcome) => outcome switch
    {
        Outcome.Fixed => WorkStatus.Fixed,
        Outcome.NotOurs => WorkStatus.NotCouncilsResponsibility,
        Outcome.Duplicate => WorkStatus.Duplicate,
        Outcome.NotFound or Outcome.NoAction => WorkStatus.NoFurtherAction,
        Outcome.Withdrawn => WorkStatus.Closed,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };
}
