using System.Globalization;
using Kept.Domain.Cases;
using Kept.Staff;
using NodaTime;
using NodaTime.Text;

namespace Kept.Desk.Queue;

/// <summary>
/// The address of a view is the view: everything chosen stands in the query, so that it can be kept, sent to a colleague
/// and opened again. What makes no sense there is as if it was not there.
/// </summary>
internal static class QueueAddress
{
    public const string Path = "/desk";
    private const string Any = "any";
    private const string Nobody = "nobody";

    public static QueueFilter Read(IQueryCollection query, StaffIdentity reader)
    {
        var view = OneOf<QueueView>(query["view"]) ?? QueueView.Mine;
        return new QueueFilter(
            view,
            query["team"].ToString() switch { "" => QueueFilter.TeamOf(view, reader), Any => null, var code => Code(code) },
            Code(query["service"]),
            query["owner"].ToString() switch { Nobody => QueueFilter.NobodysId, var id => Id(id) },
            OneOf<CaseState>(query["state"]),
            OneOf<Channel>(query["channel"]),
            Day(query["from"]),
            Day(query["to"]),
            query["chasers"].ToString() switch { "yes" => true, "no" => false, _ => null },
            OneOf<QueueSort>(query["sort"]) ?? QueueSort.Due,
            int.TryParse(query["size"], NumberStyles.None, CultureInfo.InvariantCulture, out var size) && QueueFilter.Sizes.Contains(size) ? size : QueueFilter.UsualSize,
            QueueCursor.Parse(query["after"]));
    }

    public static string Of(QueueFilter filter, StaffIdentity reader)
    {
        var query = new QueryString().Add("view", Lower(filter.View));
        if (filter.Team != QueueFilter.TeamOf(filter.View, reader))
        {
            query = query.Add("team", filter.Team ?? Any);
        }

        foreach (var (name, value) in new (string, string?)[]
        {
            ("service", filter.Service),
            ("owner", filter.Owner switch { null => null, QueueFilter.NobodysId => Nobody, var id => id.Value.ToString(CultureInfo.InvariantCulture) }),
            ("state", filter.State is { } state ? Lower(state) : null),
            ("channel", filter.Channel is { } channel ? Lower(channel) : null),
            ("from", filter.From is { } from ? LocalDatePattern.Iso.Format(from) : null),
            ("to", filter.To is { } to ? LocalDatePattern.Iso.Format(to) : null),
            ("chasers", filter.Chasers switch { null => null, true => "yes", false => "no" }),
            ("sort", filter.Sort == QueueSort.Due ? null : Lower(filter.Sort)),
            ("size", filter.Size == QueueFilter.UsualSize ? null : filter.Size.ToString(CultureInfo.InvariantCulture)),
            ("after", filter.After?.ToString()),
        })
        {
            query = value is null ? query : query.Add(name, value);
        }

        return Path + query;
    }

    private static string Lower<TEnum>(TEnum value)
        where TEnum : struct, Enum => value.ToString().ToLowerInvariant();

    private static TEnum? OneOf<TEnum>(string? text)
        where TEnum : struct, Enum =>
        Enum.GetValues<TEnum>().Where(value => Lower(value) == text).Select(value => (TEnum?)value).FirstOrDefault();

    private static string? Code(string? text) => string.IsNullOrEmpty(text) || text.Length > 80 || text.Any(char.IsControl) ? null : text;

    private static long? Id(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0 ? id : null;

    /// <summary>Centuries that no zone knows would only end in an error.</summary>
    private static LocalDate? Day(string? text) =>
        LocalDatePattern.Iso.Parse(text ?? "") is { Success: true, Value: { Year: >= 1900 and <= 2200 } day } ? day : null;
}
