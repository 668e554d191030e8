using System.Data.Common;
using System.Globalization;

namespace Kept.Bench.Web;

/// <param name="Cookie">Of whoever looks; null for the public.</param>
internal sealed record PageKind(string Name, IReadOnlyList<PageAddress> Pages, string? Cookie);

/// <summary>What is looked at: several different cases, words and names of each kind of page.</summary>
internal static class PageList
{
    private const string Administrator = "hanna.lindqvist@millbrook.example";

    public static async Task<IReadOnlyList<PageKind>> OfAsync(KeptUnderTest program, Func<DbConnection> open)
    {
        var cookie = await program.SignInAsync(Administrator);
        var cases = SomeCases(open);
        return
        [
            new("case page", [.. cases.Select(one => new PageAddress($"/desk/cases/{one.Reference}", one.Shown))], cookie),
            new("queue", [new("/desk?view=all", "/desk/cases/"), new("/desk?view=due", "<h1"), new("/desk?view=broken", "<h1")], cookie),
            new("queue, other orders", [.. new[] { "newest", "oldest", "contact", "chasers" }.Select(sort => new PageAddress($"/desk?view=all&sort={sort}", "/desk/cases/"))], cookie),
            new("search, a reference", [.. cases.Select(one => new PageAddress($"/desk/search?q={one.Shown}", one.Shown))], cookie),
            new("search, a name", [.. new[] { "olivia smith", "spoljaric", "kovacs", "murphy" }.Select(name => new PageAddress($"/desk/search?q={Uri.EscapeDataString(name)}", "<h1"))], cookie),
            new("search, words", [.. new[] { "mattress", "mill lane", "bags of rubbish", "hole road" }.Select(word => new PageAddress($"/desk/search?q={Uri.EscapeDataString(word)}", "/desk/cases/"))], cookie),
            new("tracking page", [.. cases.Select(one => new PageAddress($"/follow/{one.Reference}/{one.Secret}", one.Shown))], null),
            new("overview", [new("/desk/overview", "<table")], cookie),
            new("Open311 list by date", [.. Stretches().Select(stretch => new PageAddress($"/open311/v2/requests.json?{stretch}&page_size=50", "service_request_id"))], null),
        ];
    }

    /// <summary>Old ones, new ones, open ones; not the rows of plain inserts, which a kept database holds too.</summary>
    private static List<(string Reference, string Shown, string Secret)> SomeCases(Func<DbConnection> open)
    {
        const int Each = 20;
        using var connection = open();
        var found = new List<(string, string, string)>();
        foreach (var order in new[] { "ORDER BY id", "ORDER BY id DESC", "AND state <> 'Closed' ORDER BY next_due", "ORDER BY reference" })
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT reference, secret FROM cases WHERE length(reference) = 8 {order} LIMIT {Each}";
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                var reference = reader.GetString(0);
                found.Add((reference, $"{reference[..4]}-{reference[4..]}", reader.GetString(1)));
            }
        }

        return found;
    }

    /// <summary>Eighty days each (ninety are the most that may be asked for), over three years: in each of them every size of council has a page of cases.</summary>
    private static IEnumerable<string> Stretches()
    {
        var today = TimeProvider.System.GetUtcNow().UtcDateTime.Date;
        return Enumerable.Range(1, 11).Select(number => today.AddDays(-90 * number)).Select(day =>
            string.Create(CultureInfo.InvariantCulture, $"start_date={day:yyyy-MM-dd}T00:00:00Z&end_date={day.AddDays(80):yyyy-MM-dd}T00:00:00Z"));
    }
}
