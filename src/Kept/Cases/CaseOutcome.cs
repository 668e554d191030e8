using Kept.Domain.Cases;
using Kept.Texts;
using NodaTime;

namespace Kept.Cases;

/// <summary>What came of something that staff or a resident did to a case.</summary>
internal abstract record CaseOutcome
{
    private CaseOutcome()
    {
    }

    public sealed record Done(Case Case) : CaseOutcome;

    public sealed record NotFound : CaseOutcome;

    /// <summary>Somebody else saved first; nothing was changed. The page shows both versions.</summary>
    public sealed record ChangedMeanwhile : CaseOutcome;

    /// <summary>It cannot be done as asked.</summary>
    /// <param name="TextKey">Text that says what to do, under <c>refused</c>.</param>
    /// <param name="Day">The day that would do, where the text names one.</param>
    public sealed record Refused(string TextKey, LocalDate? Day = null) : CaseOutcome
    {
        public string In(Words words) => Day is { } day ? words[$"refused.{TextKey}", ("day", words.Day(day))] : words[$"refused.{TextKey}"];
    }
}
