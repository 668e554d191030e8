using System.Globalization;
using Kept.Texts;

namespace Kept.Api;

/// <summary>Which part of a list is wanted: how many, and behind which one. Fields that the list does not know are errors.</summary>
/// <param name="After">The id of the last one of the page before; null for the first page.</param>
internal sealed record ListQuery(HttpContext Context, int Limit, long? After)
{
    public const int Most = 200;
    private const int Usual = 50;
    private const string LimitName = "limit";

    public static readonly ApiParameter[] Documented =
    [
        new(LimitName, $"How many at most, 1 to {Most}; {Usual} where it is not said.", "50"),
        new(PageLinks.Cursor, "Where the page before ended: its next."),
    ];

    /// <param name="context">The request.</param>
    /// <param name="words">Of whoever reads the errors.</param>
    /// <param name="others">Fields that the list reads beside these.</param>
    public static (ListQuery? Query, IResult? Problem) Read(HttpContext context, Words words, params string[] others)
    {
        var query = context.Request.Query;
        var errors = KnownFields.Strangers(query, words, [LimitName, PageLinks.Cursor, .. others]);
        var limit = Usual;
        if (query.ContainsKey(LimitName) && !(int.TryParse(query[LimitName], NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= Most))
        {
            errors[LimitName] = [words["api.problem.bad-field"]];
        }

        string? cursor = query[PageLinks.Cursor];
        var after = string.IsNullOrEmpty(cursor) ? (long?)null : ApiIds.Parse(OpaqueCursor.Read(cursor, Print(context)));
        if (after == 0)
        {
            errors[PageLinks.Cursor] = [words["api.problem.bad-cursor"]];
        }

        return errors.Count > 0 ? (null, ApiProblem.Of(errors, words)) : (new ListQuery(context, limit, after), null);
    }

    /// <summary>The cursor of the next page, also as a link in the head of the answer; null where there is none.</summary>
    /// <param name="last">The id of the last one on this page; null when nothing comes after it.</param>
    public string? Next(long? last)
    {
        var next = last is { } id ? OpaqueCursor.Of(ApiIds.Of(id), Print(Context)) : null;
        PageLinks.Write(Context, next);
        return next;
    }

    /// <summary>
    /// A page of a list that is short enough to be read whole, in the order in which its rows were made: whatever is renamed or
    /// removed between two pages, the next one begins behind the last.
    /// </summary>
    public (IReadOnlyList<T> Page, string? Next) Of<T>(IReadOnlyList<T> all, Func<T, long> idOf)
    {
        var page = all.Where(one => !(idOf(one) <= After)).OrderBy(idOf).Take(Limit + 1).ToList();
        return page.Count > Limit ? (page[..Limit], Next(idOf(page[Limit - 1]))) : (page, Next(null));
    }

    /// <summary>All that decides what comes in which order.</summary>
    private static string Print(HttpContext context) => context.Request.Path + string.Join('&', context.Request.Query
        .Where(field => field.Key is not (PageLinks.Cursor or LimitName)).OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}={field.Value}"));
}
