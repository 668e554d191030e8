using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Kept.Domain.Calendars;

/// <summary>How long something may take, as a council would say it: "7 working days", "24 hours".</summary>
public readonly record struct Target
{
    /// <summary>A target of <paramref name="amount"/> units; zero means "the same day" or "at once".</summary>
    /// <exception cref="ArgumentOutOfRangeException">The amount is negative or the unit is not one of the six.</exception>
    public Target(int amount, TargetUnit unit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        if (!Enum.IsDefined(unit))
        {
            throw new ArgumentOutOfRangeException(nameof(unit));
        }

        Amount = amount;
        Unit = unit;
    }

    /// <summary>How many units, zero or more.</summary>
    public int Amount { get; }

    /// <summary>What the amount counts.</summary>
    public TargetUnit Unit { get; }

    /// <summary>Whether the target is counted in days rather than in seconds of a running clock.</summary>
    public bool IsInDays => Unit is TargetUnit.WorkingDays or TargetUnit.CalendarDays;

    /// <summary>Whether the clock runs only while the calendar is open.</summary>
    public bool IsWorkingTime => Unit is TargetUnit.WorkingDays or TargetUnit.WorkingHours or TargetUnit.WorkingMinutes;

    /// <summary>The seconds a running clock has to count; for targets in hours or minutes only.</summary>
    internal long Seconds => Unit switch
    {
        TargetUnit.WorkingHours or TargetUnit.Hours => Amount * 3600L,
        TargetUnit.WorkingMinutes or TargetUnit.Minutes => Amount * 60L,
        TargetUnit.WorkingDays or TargetUnit.CalendarDays => throw new InvalidOperationException("A target in days has no length in seconds."),
    };

    /// <summary>Reads "7 working days", "1 working hour", "90 minutes", "15 calendar days" or "15 days".</summary>
    /// <exception cref="FormatException">The text is none of these; the message lists what is understood.</exception>
    public static Target Parse(string text) => TryParse(text, out var target) ? target : throw new FormatException(Advice(text));

    /// <summary>As <see cref="Parse"/>, without an exception.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Target target)
    {
        target = default;
        var words = (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is < 2 or > 3
            || !int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var amount)
            || UnitOf(string.Join(' ', words[1..]).ToLowerInvariant()) is not { } unit)
        {
            return false;
        }

        target = new Target(amount, unit);
        return true;
    }

    /// <summary>The text that <see cref="Parse"/> reads: "1 working day", "7 working days".</summary>
    public override string ToString()
    {
        var words = Unit switch
        {
            TargetUnit.WorkingDays => "working day",
            TargetUnit.WorkingHours => "working hour",
            TargetUnit.WorkingMinutes => "working minute",
            TargetUnit.CalendarDays => "calendar day",
            TargetUnit.Hours => "hour",
            TargetUnit.Minutes => "minute",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{Amount} {words}{(Amount == 1 ? "" : "s")}");
    }

    private static string Advice(string? text)
    {
        var (typed, amount) = (text?.Trim() ?? "", text?.Trim().Split(' ')[0] ?? "");
        return amount.Length > 0 && amount.All(char.IsAsciiDigit) && TryParse("1" + typed[amount.Length..], out _)
            ? $"\"{text}\" is too large. Write an amount of at most {int.MaxValue.ToString(CultureInfo.InvariantCulture)}."
            : $"\"{text}\" is not a target. Write an amount and a unit, such as \"7 working days\", \"4 working hours\", "
                + "\"90 working minutes\", \"15 calendar days\", \"24 hours\" or \"30 minutes\".";
    }

    private static TargetUnit? UnitOf(string words) => words switch
    {
        "working day" or "working days" => TargetUnit.WorkingDays,
        "working hour" or "working hours" => TargetUnit.WorkingHours,
        "working minute" or "working minutes" => TargetUnit.WorkingMinutes,
        "calendar day" or "calendar days" or "day" or "days" => TargetUnit.CalendarDays,
        "hour" or "hours" => TargetUnit.Hours,
        "minute" or "minutes" => TargetUnit.Minutes,
        _ => null,
    };
}
