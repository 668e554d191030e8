using Kept.Api;
using Kept.Keys;
using NodaTime;
using NodaTime.Text;

namespace Kept.Administration;

/// <summary>What every request for a key says.</summary>
internal interface IKeyBody
{
    IReadOnlyList<string>? Rights { get; }

    int? PerMinute { get; }

    string? LastDay { get; }
}

/// <param name="Partner">Its id.</param>
/// <param name="Label">What the key is for, in at most 60 characters.</param>
/// <param name="Rights">open311Read, open311Send, open311Updates.</param>
/// <param name="PerMinute">How many requests a minute, 1 to 6000.</param>
/// <param name="LastDay">The last day on which it works, such as 2030-12-31; null for a key without an end.</param>
internal sealed record PartnerKeyBody(string? Partner, string? Label, IReadOnlyList<string>? Rights, int? PerMinute, string? LastDay) : IKeyBody, IChecksItself
{
    public IEnumerable<FieldProblem> Problems() => this.CheckKey();
}

/// <param name="Label">What the key is for, in at most 60 characters.</param>
/// <param name="Rights">readCases, workOnCases, propose, export, administer, manageAccount; none that the key does not have with which this is asked.</param>
/// <param name="PerMinute">How many requests a minute, 1 to 6000.</param>
/// <param name="LastDay">The last day on which it works, such as 2030-12-31; null for a key without an end.</param>
internal sealed record OwnKeyBody(string? Label, IReadOnlyList<string>? Rights, int? PerMinute, string? LastDay) : IKeyBody, IChecksItself
{
    public IEnumerable<FieldProblem> Problems() => this.CheckKey();
}

/// <summary>Reads what requests for keys have in common; whether it may be is for the operation to say.</summary>
internal static class KeyBodies
{
    public static IEnumerable<FieldProblem> CheckKey(this IKeyBody body)
    {
        if (body.Rights is null || body.Rights.Any(right => ApiNames.Parse<KeyRights>(right) is null))
        {
            yield return new FieldProblem("rights", "keys.problem.rights");
        }

        if (body.PerMinute is null)
        {
            yield return new FieldProblem("perMinute", "keys.problem.perMinute");
        }

        if (body.LastDay is not null && DayOf(body.LastDay) is null)
        {
            yield return new FieldProblem("lastDay", "keys.problem.expires");
        }
    }

    public static KeyRights ToRights(this IKeyBody body) =>
        body.Rights!.Aggregate(KeyRights.None, (all, right) => all | ApiNames.Parse<KeyRights>(right)!.Value);

    public static Instant? End(this IKeyBody body, KeyEnds ends) => body.LastDay is null ? null : ends.After(DayOf(body.LastDay)!.Value);

    private static LocalDate? DayOf(string text) => LocalDatePattern.Iso.Parse(text) is { Success: true, Value: { Year: >= 1900 and < 9999 } day } ? day : null;
}
