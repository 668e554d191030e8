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
    /// <summary>Names that FixMyStreet and the servers of its partners have for them, beside those of the type.</summary>
    private static readonly Dictionary<string, WorkStatus> Others = new(StringComparer.OrdinalIgnoreCase)
    {
        ["confirmed"] = WorkStatus.Open,
        ["acknowledged"] = WorkStatus.Open,
        ["planned"] = WorkStatus.ActionScheduled,
        ["scheduled"] = WorkStatus.ActionScheduled,
        ["reopened"] = WorkStatus.Reopen,
        ["fixedcouncil"] = WorkStatus.Fixed,
        ["fixeduser"] = WorkStatus.Fixed,
        ["unabletofix"] = WorkStatus.NoFurtherAction,
        ["notresponsible"] = WorkStatus.NotCouncilsResponsibility,
    };

    /// <summary>"NOT_COUNCILS_RESPONSIBILITY".</summary>
    public static string Text(this WorkStatus status)
    {
        var name = status.ToString();
        return string.Concat(name.Select((letter, index) => index > 0 && char.IsUpper(letter) ? $"_{letter}" : $"{char.ToUpperInvariant(letter)}"));
    }

    /// <summary>Any case, with underscores, spaces or hyphens; null for a status that nobody agreed on.</summary>
    public static WorkStatus? Parse(string? text)
    {
        var plain = Plain(text);
        return Others.TryGetValue(plain, out var known) ? known
            : plain.Length > 0 && plain.All(char.IsAsciiLetter) && Enum.TryParse<WorkStatus>(plain, ignoreCase: true, out var status) ? status
            : null;
    }

    /// <summary>Whether both are the same word, however each of them is written.</summary>
    public static bool AreSame(string? one, string? other) => string.Equals(Plain(one), Plain(other), StringComparison.OrdinalIgnoreCase);

    /// <summary>Whoever says so does nothing more about it.</summary>
    public static bool Ends(this WorkStatus status) => status >= WorkStatus.Fixed;

    /// <summary>The work is done, as far as whoever did it says.</summary>
    public static bool IsDone(this WorkStatus status) => status is WorkStatus.Fixed or WorkStatus.Closed;

    private static string Plain(string? text) => string.Concat((text ?? "").Where(character => !char.IsWhiteSpace(character) && character is not ('_' or '-')));

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
