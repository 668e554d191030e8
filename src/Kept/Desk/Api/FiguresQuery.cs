using System.Globalization;
using Kept.Api;
using Kept.Desk.Overview;
using Kept.Texts;
using NodaTime;
using NodaTime.Text;

namespace Kept.Desk.Api;

/// <summary>
/// What a program asks of the figures. The page shows which weeks it is about, so that a person sees when an address makes no
/// sense; to a program that is said.
/// </summary>
internal static class FiguresQuery
{
    private const string Chosen = "custom";
    private const int LongestCode = 80;

    public static readonly ApiParameter[] Documented =
    [
        new("period", "How many weeks up to this one: 4, 13 or 52; custom with from and to. 13 where it is not said.", "13"),
        new("from", "A day of the first week, with period=custom.", "2026-01-05"),
        new("to", "A day of the last week, with period=custom.", "2026-03-01"),
        new("team", "Code of a team.", "street-care"),
        new("service", "Code of a service.", "fly-tipping"),
    ];

    /// <summary>What is wrong, by field.</summary>
    /// <param name="query">As it came.</param>
    /// <param name="words">Of whoever reads the errors.</param>
    /// <param name="others">Fields that the endpoint reads beside these.</param>
    public static Dictionary<string, string[]> Problems(IQueryCollection query, Words words, params string[] others)
    {
        var errors = KnownFields.Strangers(query, words, [.. Documented.Select(field => field.Name), .. others]);
        string? period = query["period"];
        string[] choices = [.. OverviewFilter.Periods.Select(weeks => weeks.ToString(CultureInfo.InvariantCulture)), Chosen];
        if (!string.IsNullOrEmpty(period) && !choices.Contains(period))
        {
            errors["period"] = [words["api.problem.bad-choice", ("choices", string.Join(", ", choices))]];
        }

        var (from, to) = (Day(query["from"]), Day(query["to"]));
        if (period == Chosen)
        {
            Check("from", from is not null, "case.problem.date");
            Check("to", to is not null && !(to < from), "case.problem.date");
        }
        else
        {
            Check("from", !query.ContainsKey("from"), "api.problem.only-custom");
            Check("to", !query.ContainsKey("to"), "api.problem.only-custom");
        }

        Check("team", IsCode(query["team"]), "api.problem.bad-field");
        Check("service", IsCode(query["service"]), "api.problem.bad-field");
        return errors;

        void Check(string field, bool holds, string text)
        {
            if (!holds)
            {
                errors[field] = [words[text]];
            }
        }
    }

    private static bool IsCode(string? text) => text is null || (text.Length <= LongestCode && !text.Any(char.IsControl));

    /// <summary>As <see cref="OverviewFilter"/> reads it.</summary>
    private static LocalDate? Day(string? text) =>
        LocalDatePattern.Iso.Parse(text ?? "") is { Success: true, Value: { Year: >= 1990 and <= 2200 } day } ? day : null;
}
