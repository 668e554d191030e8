using System.Collections.Immutable;

namespace Kept.Domain.Catalogue;

public enum QuestionType
{
    Text,
    LongText,
    OneOf,
    ManyOf,
    YesNo,
    Date,
    Number,
    Photos,
    Documents,
    Place,
    Slot,
}

/// <summary>Which dates can be right.</summary>
public enum DateRule
{
    Any,
    TodayOrEarlier,
    TodayOrLater,
}

/// <summary>One question of a service: one page of the wizard, one line of "check your answers".</summary>
/// <param name="Options">For one-of and many-of.</param>
/// <param name="Max">Most characters of a text, most files of an upload, largest number; null for the type's own limit.</param>
/// <param name="Min">Smallest number, fewest files.</param>
/// <param name="Dates">For dates only.</param>
/// <param name="ShowWhen">Asked only when an earlier answer has this value.</param>
/// <param name="Internal">Staff see the answer; it never stands on a page that others may open.</param>
public sealed record Question(
    string Code,
    QuestionType Type,
    LocalText Label,
    bool Required = true,
    LocalText? Hint = null,
    ImmutableArray<Choice> Options = default,
    decimal? Min = null,
    decimal? Max = null,
    ShowWhen? ShowWhen = null,
    bool Internal = false,
    DateRule Dates = DateRule.Any)
{
    public ImmutableArray<Choice> Options { get; init; } = Options.IsDefault ? [] : Options;
}

/// <summary>Shows a question only when the answer to <paramref name="Question"/> is <paramref name="Is"/> (an option's code, "yes" or "no").</summary>
public sealed record ShowWhen(string Question, string Is);
