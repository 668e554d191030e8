using System.Globalization;
using Kept.Outside;

namespace Kept.Forwarding.Exchange;

/// <summary>How reading a list came to its end.</summary>
internal enum PagesEnd
{
    NotYet,

    /// <summary>All of it was read.</summary>
    Whole,

    /// <summary>It goes on after as many pages as are read at once.</summary>
    TooLong,

    /// <summary>They have no such list, or not like this.</summary>
    Refused,

    /// <summary>They could not be reached or understood.</summary>
    Unread,
}

/// <summary>
/// Reads a list of another server, page by page. The specification knows no pages: servers that have them know
/// <c>page</c>, and others may refuse it or give everything again. So the first page is asked for without it, and a next one only
/// where the page before may have been a full one; it ends where a page brings nothing new.
/// </summary>
internal sealed class TheirPages(TheirServer server, ForwardPartner partner, string path, string item, params (string Name, string? Value)[] query)
{
    /// <summary>Nobody has smaller pages by default.</summary>
    private const int SmallestFull = 50;

    private const int Most = 100;

    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private int number;
    private int size = SmallestFull;

    public PagesEnd End { get; private set; }

    /// <summary>What the next page brings that those before did not; null at the end, and <see cref="End"/> says at which.</summary>
    public async Task<IReadOnlyList<TheirRecord>?> NextAsync(CancellationToken cancellationToken)
    {
        if (End != PagesEnd.NotYet)
        {
            return null;
        }

        number++;
        IEnumerable<(string, string?)> page = number == 1 ? [] : [("page", number.ToString(CultureInfo.InvariantCulture))];
        var answer = await server.GetAsync(partner, path, query.Concat(page), cancellationToken);
        if (answer is OutsideAnswer.Answered { Status: >= 200 and < 300 } told && TheirAnswer.Records(told.Body, item) is { } records)
        {
            return Take(records);
        }

        End = answer is not OutsideAnswer.Answered { Status: 400 or 404 or 405 or 410 or 501 } ? PagesEnd.Unread
            : number == 1 ? PagesEnd.Refused : PagesEnd.Whole;
        return null;
    }

    private List<TheirRecord> Take(IReadOnlyList<TheirRecord> records)
    {
        var fresh = records.Where(record => seen.Add(record.ToString())).ToList();
        size = number == 1 ? Math.Max(SmallestFull, records.Count) : size;
        End = fresh.Count == 0 || records.Count < size ? PagesEnd.Whole : number == Most ? PagesEnd.TooLong : PagesEnd.NotYet;
        return fresh;
    }
}
