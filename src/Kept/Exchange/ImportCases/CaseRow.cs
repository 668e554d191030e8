using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Kept.Catalogue;
using Kept.Domain.Cases;
using Kept.Domain.Catalogue.Answers;
using Kept.Exchange.ImportFile;
using Kept.Settings;
using Kept.Texts;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Exchange.ImportCases;

/// <summary>A row: what it is about, and the case it makes.</summary>
/// <param name="NamedBy">The column with the name that the case has in the other system: its reference, where that is another Kept.</param>
/// <param name="Case">Null where the service is not known; with any other problem it is not to be used.</param>
internal sealed record CaseRow(ImportRow Row, string NamedBy, string ExternalId, string? OwnerMail, OldCase? Case)
{
    /// <summary>Its name, where that is a reference of Kept.</summary>
    public Reference? Reference => NamedBy == CaseRowReader.ReferenceColumn && Domain.Cases.Reference.TryParse(ExternalId, out var own) ? own : null;
}

/// <summary>A case of the other system.</summary>
internal sealed record OldCase(CataloguedService Service, Submission Submission, FormerLife Former);

/// <summary>Reads a row as a case. Everything that is wrong with it is told, not only the first.</summary>
internal sealed class CaseRowReader(CatalogueInUse catalogue, TextLibrary texts, RowMoments moments, IOptions<KeptSettings> settings)
{
    public const string ReferenceColumn = "reference";
    private const string ExternalIdColumn = "external_id";

    public static readonly ImportColumns Columns = new(
        ["external_id|reference", "service", "received_at", "title"],
        [
            "state", "closed_at", "outcome", "outcome_words", "note", "answers", "place_address", "place_words", "latitude", "longitude",
            "name", "mail", "phone", "address", "language", "channel", "team", "owner_mail", "reopened", "slot_start", "slot_end",
        ],
        "owner_id", "next_due", "broken_promises", "contacts", "chasers");

    private const int LongestTitle = 200;
    private const int LongestDetail = 300;
    private const int LongestWords = 4000;
    private const int LongestAnswers = 100_000;
    private const int MostReopened = 1000;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public CaseRow Read(ImportRow row)
    {
        var named = row.Has(ExternalIdColumn) ? ExternalIdColumn : ReferenceColumn;
        var externalId = row.Required(named, 100);
        var code = row.Required("service", 80);
        var service = catalogue.Find(code);
        if (service is null && code.Length > 0)
        {
            row.Wrong("service", "service");
        }

        var receivedAt = moments.Required(row, "received_at");
        var (title, language) = (row.Required("title", LongestTitle), row.Text("language", 10) ?? settings.Value.Organisation.Language);
        if (!texts.Has(language))
        {
            row.Wrong("language", "language");
        }

        var answers = AnswersOf(row, service);
        var former = Former(row, receivedAt, answers);
        var (place, details, channel, slot) = (PlaceOf(row), RowDetails.Of(row), row.Choice("channel", Channel.Web), SlotOf(row));
        return new CaseRow(row, named, externalId, row.Text("owner_mail", 254), service is null ? null : new OldCase(
            service,
            new Submission(channel, language, title, answers?.Fitting.ToJsonString(Plain) ?? "{}", place, details, service.VersionId, slot),
            former));
    }

    private FormerLife Former(ImportRow row, Instant receivedAt, AnswersTakenOver? answers)
    {
        var state = row.Choice("state", CaseState.Open);
        var closedAt = moments.Past(row, "closed_at");
        var isClosed = row.Stands("closed_at");
        if ((state == CaseState.Closed) != isClosed)
        {
            row.Wrong("closed_at", isClosed ? "notClosed" : "missing");
        }

        if (closedAt < receivedAt)
        {
            row.Wrong("closed_at", "closedBefore");
        }

        var outcome = row.Choice("outcome", Outcome.Fixed);
        var words = row.Text("outcome_words", LongestWords);
        if (outcome is Outcome.NotOurs or Outcome.NoAction && words is null)
        {
            row.Wrong("outcome_words", "missing");
        }

        return new FormerLife(receivedAt, closedAt, outcome, words, NoteOf(row, state, answers))
        {
            Team = TeamOf(row), Reopened = row.Number("reopened", MostReopened),
        };
    }

    /// <summary>With what a case here has no place for, so that nothing is lost.</summary>
    private static string? NoteOf(ImportRow row, CaseState state, AnswersTakenOver? answers)
    {
        var rest = answers is { Rest.Count: > 0 } ? $"answers: {answers.Rest.ToJsonString(Plain)}" : null;
        string?[] parts = [row.Text("note", LongestWords), state == CaseState.Waiting ? "state: waiting" : null, rest];
        return string.Join('\n', parts.OfType<string>()) is { Length: > 0 } note ? note : null;
    }

    private static AnswersTakenOver? AnswersOf(ImportRow row, CataloguedService? service)
    {
        if (row.Text("answers", LongestAnswers) is not { } text || service is null)
        {
            return null;
        }

        var taken = AnswersTakenOver.Of(service.Service, text);
        if (taken is null)
        {
            row.Wrong("answers", "json");
        }

        return taken;
    }

    /// <summary>Null for a team that is not here: then it is the one of the service.</summary>
    private string? TeamOf(ImportRow row)
    {
        var team = row.Text("team", 80);
        return catalogue.Current.Council.Teams.Any(known => known.Code == team) ? team : null;
    }

    private Interval? SlotOf(ImportRow row)
    {
        var (start, end) = (moments.Ahead(row, "slot_start"), moments.Ahead(row, "slot_end"));
        if (start is null != end is null)
        {
            row.Wrong(start is null ? "slot_start" : "slot_end", "missing");
        }
        else if (end <= start)
        {
            row.Wrong("slot_end", "slot");
        }

        return start is not null && end > start ? new Interval(start, end) : null;
    }

    private static Place PlaceOf(ImportRow row)
    {
        var (latitude, longitude) = (Degrees(row, "latitude", 90), Degrees(row, "longitude", 180));
        if (latitude is null != longitude is null)
        {
            row.Wrong(latitude is null ? "latitude" : "longitude", "missing");
        }

        return new Place(latitude, longitude, row.Text("place_address", LongestDetail), row.Text("place_words", LongestWords));
    }

    private static double? Degrees(ImportRow row, string column, double most)
    {
        if (row.Text(column, 40) is not { } text)
        {
            return null;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= most)
        {
            return degrees;
        }

        row.Wrong(column, "degrees");
        return null;
    }
}
