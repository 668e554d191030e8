using System.Globalization;
using System.Text.Json.Nodes;
using Kept.Api;
using Kept.Desk.Queue;
using Kept.Domain.Cases;
using Kept.Staff;
using Kept.Texts;
using NodaTime;
using NodaTime.Text;

namespace Kept.Desk.Api;

/// <summary>
/// What a program asks of the lists. Unlike in the address of the page, where a person sees what is shown, a field that makes
/// no sense is an error: a program would take the wrong list for the right one.
/// </summary>
internal sealed class CaseListQuery
{
    public const int Most = 100;
    private const int LongestText = 200;

    private readonly IQueryCollection query;
    private readonly Words words;
    private readonly Dictionary<string, string[]> errors = new(StringComparer.Ordinal);
    private HashSet<string>? fields;

    private CaseListQuery(IQueryCollection query, Words words) => (this.query, this.words) = (query, words);

    public static IReadOnlyList<ApiParameter> Documented { get; } =
    [
        new("q", "Reference, name, phone, mail, street or words, as in the search of the desk. Then only limit, cursor and fields count beside it.", "mattress"),
        new("view", $"One of {ApiNames.All<QueueView>()}; mine where it is not said.", "due"),
        new("team", "Code of a team, or any. Lists of a team are those of the holder's own team where it is not said.", "street-care"),
        new("service", "Code of a service.", "fly-tipping"),
        new("owner", "Id of a member of staff, or nobody."),
        new("state", $"One of {ApiNames.All<CaseState>()}; all that are not closed where it is not said.", "open"),
        new("channel", $"One of {ApiNames.All<Channel>()}.", "phone"),
        new("from", "Received on this day or later.", "2026-03-02"),
        new("to", "Received on this day or earlier.", "2026-03-08"),
        new("chasers", "true: with chasers; false: without."),
        new("sort", $"One of {ApiNames.All<QueueSort>()}; due where it is not said."),
        new("limit", $"How many cases a page has: 1 to {Most}; 25 where it is not said.", "50"),
        new("cursor", "Where the page before ended: its next."),
        new("fields", "Names of fields, with commas; all where it is not said.", "reference,title,state"),
    ];

    public IReadOnlyDictionary<string, string[]> Errors => errors;

    public QueueFilter Filter { get; private set; } = new(QueueView.Mine);

    /// <summary>What to search for; null for a list.</summary>
    public string? Search { get; private set; }

    /// <summary>How many of what was found have been shown.</summary>
    public int Skip { get; private set; }

    public static CaseListQuery Read(IQueryCollection query, StaffIdentity reader, IReadOnlyList<string> fields, Words words)
    {
        var read = new CaseListQuery(query, words);
        read.Fill(reader, fields);
        return read;
    }

    public string CursorOf(string place) => OpaqueCursor.Of(place, AllButCursor());

    /// <summary>Leaves only the fields that were asked for.</summary>
    public JsonObject Narrow(JsonObject line)
    {
        if (fields is { } wanted)
        {
            foreach (var name in line.Select(field => field.Key).Where(name => !wanted.Contains(name)).ToList())
            {
                line.Remove(name);
            }
        }

        return line;
    }

    private void Fill(StaffIdentity reader, IReadOnlyList<string> known)
    {
        foreach (var (stranger, problem) in KnownFields.Strangers(query, words, Documented.Select(field => field.Name)))
        {
            errors[stranger] = problem;
        }

        var view = OneOf<QueueView>("view") ?? QueueView.Mine;
        Search = Text("q");
        Filter = new QueueFilter(
            view,
            Text("team") switch { null => QueueFilter.TeamOf(view, reader), "any" => null, var code => code },
            Text("service"),
            Text("owner") switch { null => null, "nobody" => QueueFilter.NobodysId, var id => ApiIds.Parse(id) is > 0 and var number ? number : Wrong<long>("owner", "api.problem.bad-field") },
            OneOf<CaseState>("state"), OneOf<Channel>("channel"), Day("from"), Day("to"),
            Text("chasers") switch { null => null, "true" => true, "false" => false, _ => Wrong<bool>("chasers", "api.problem.bad-field") },
            OneOf<QueueSort>("sort") ?? QueueSort.Due,
            Limit());
        Place();
        if (Text("fields") is { } asked)
        {
            fields = [.. asked.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
            if (fields.Except(known).Any())
            {
                errors["fields"] = [words["api.problem.unknown-field", ("fields", string.Join(", ", known))]];
            }
        }
    }

    private void Place()
    {
        if (Text("cursor") is not { } cursor)
        {
            return;
        }

        var place = OpaqueCursor.Read(cursor, AllButCursor());
        if (Search is not null && int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var shown))
        {
            Skip = shown;
        }
        else if (Search is null && QueueCursor.Parse(place) is { } after)
        {
            Filter = Filter with { After = after };
        }
        else
        {
            errors["cursor"] = [words["api.problem.bad-cursor"]];
        }
    }

    /// <summary>All that decides which cases come in which order.</summary>
    private string AllButCursor() => string.Join('&', Documented.Select(field => field.Name).Where(name => name is not ("cursor" or "limit" or "fields"))
        .Select(name => $"{name}={query[name]}"));

    private int Limit() => Text("limit") switch
    {
        null => QueueFilter.UsualSize,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= Most => limit,
        _ => Wrong<int>("limit", "api.problem.bad-field") ?? QueueFilter.UsualSize,
    };

    private string? Text(string name)
    {
        string? text = query[name];
        return string.IsNullOrEmpty(text) ? null
            : text.Length > LongestText || text.Any(char.IsControl) ? WrongText(name)
            : text;
    }

    private TEnum? OneOf<TEnum>(string name)
        where TEnum : struct, Enum =>
        Text(name) is not { } text ? null : ApiNames.Parse<TEnum>(text) ?? Wrong<TEnum>(name, "api.problem.bad-choice", ("choices", ApiNames.All<TEnum>()));

    /// <summary>Centuries that no zone knows would only end in an error.</summary>
    private LocalDate? Day(string name) =>
        Text(name) is not { } text ? null
        : LocalDatePattern.Iso.Parse(text) is { Success: true, Value: { Year: >= 1900 and <= 2200 } day } ? day
        : Wrong<LocalDate>(name, "case.problem.date");

    private T? Wrong<T>(string name, string text, params (string, object?)[] values)
        where T : struct
    {
        errors[name] = [words[text, values]];
        return null;
    }

    private string? WrongText(string name)
    {
        errors[name] = [words["api.problem.bad-field"]];
        return null;
    }
}
