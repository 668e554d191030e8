using Kept.Catalogue;
using Kept.Domain.Cases;
using Kept.Domain.Catalogue;
using Kept.Domain.Catalogue.Answers;
using Kept.Domain.Partners;
using Kept.Keys;
using Kept.Open311.Formats;
using Kept.Promises;
using Kept.Settings;
using Kept.Storage;
using Kept.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Open311.FindRequests;

/// <summary>
/// Requests as programs see them. Everybody sees what was chosen from lists, where, and what became of it; what was
/// written, its files and what we wrote back are for the partner it came from. Who reported is told to nobody.
/// </summary>
internal sealed class RequestViews(
    KeptDb db, CatalogueInUse catalogue, PromiseMakers promises, ShownPhotos shown, Words words, IOptions<KeptSettings> settings)
{
    public async Task<IReadOnlyList<GeoValue>> OfAsync(
        IReadOnlyList<Case> cases, KeyPartner? partner, bool extensions, CancellationToken cancellationToken)
    {
        var ids = cases.Select(about => about.Id).ToArray();
        var services = await catalogue.ServicesOfAsync(cases.Select(about => about.ServiceVersionId), cancellationToken);
        var partnerId = partner?.Id ?? 0;
        var own = (await db.Set<PartnerRequest>().AsNoTracking().Where(request => request.PartnerId == partnerId && ids.Contains(request.CaseId))
            .Select(request => request.CaseId).ToListAsync(cancellationToken)).ToHashSet();
        var changed = await ToldEvents.Of(db).Where(told => ids.Contains(told.CaseId)).GroupBy(told => told.CaseId)
            .Select(told => new { told.Key, At = told.Max(entry => entry.At) }).ToDictionaryAsync(told => told.Key, told => told.At, cancellationToken);
        var photos = (await shown.OfAsync(ids, own, cancellationToken)).ToLookup(file => file.CaseId!.Value, file => settings.Value.AddressOf(file.Path));
        var said = await SaidAsync([.. own], cancellationToken);
        return [.. cases.Select(about => View(
            new Seen(about, services[about.ServiceVersionId], own.Contains(about.Id), changed.GetValueOrDefault(about.Id, about.ReceivedAt),
                [.. photos[about.Id]], said.GetValueOrDefault(about.Id)),
            extensions))];
    }

    private GeoValue View(Seen seen, bool extensions)
    {
        var (about, service) = (seen.About, seen.Service);
        var zone = DateTimeZoneProviders.Tzdb[settings.Value.Organisation.TimeZone];
        var promise = about.IsClosed ? null : about.CurrentPromise;
        List<(string, GeoValue)> members =
        [
            ("service_request_id", about.Reference.ToString()),
            ("status", about.IsClosed ? "closed" : "open"),
            ("status_notes", StatusNotes(seen)),
            ("service_name", service.Name.In(words.Language)),
            ("service_code", service.Code),
            ("description", Description(seen)),
            ("agency_responsible", AgencyOf(about)),
            ("service_notice", promise is null ? null : promises.For(service).InWords(promise, words.Language)),
            ("requested_datetime", GeoDate.Write(about.ReceivedAt, zone)),
            ("updated_datetime", GeoDate.Write(seen.ChangedAt, zone)),
            ("expected_datetime", promise is { IsOpen: true } ? GeoDate.Write(promise.Due, zone) : null),
            ("address", seen.Own ? about.PlaceAddress ?? about.PlaceWords : about.PlaceAddress),
            ("address_id", (string?)null),
            ("zipcode", (string?)null),
            ("lat", about.Latitude),
            ("long", about.Longitude),
            ("media_url", seen.Photos.Count > 0 ? seen.Photos[0] : null),
        ];
        if (extensions)
        {
            members.Add(("extended_attributes", new GeoValue.Fields(
                ("title", seen.Own ? about.Title : Chosen(seen)),
                ("detailed_status", DetailedStatus(about).Text()),
                ("media_urls", new GeoValue.Many("media_url", [.. seen.Photos.Select(photo => new GeoValue.Text(photo))])))));
        }

        return new GeoValue.Fields([.. members]);
    }

    /// <summary>As updates name it, see <see cref="WorkStatus"/>.</summary>
    private static WorkStatus DetailedStatus(Case about) =>
        about.Outcome is { } outcome ? WorkStatuses.Of(outcome)
        : about.Promises.Any(promise => promise.State != Domain.Promises.PromiseState.Open) ? WorkStatus.InProgress
        : WorkStatus.Open;

    private string? StatusNotes(Seen seen) => seen.About.Outcome is not { } outcome
        ? null
        : string.Join(' ', new[] { words["event.closed", ("outcome", outcome.ToString())], seen.Own ? seen.About.OutcomeWords : null }.OfType<string>());

    private string Description(Seen seen)
    {
        if (!seen.Own)
        {
            return Chosen(seen);
        }

        var answers = AnswerJson.ReadStored(seen.Service, seen.About.Answers);
        var written = seen.Service.Questions.Where(question => question.Type is QuestionType.Text or QuestionType.LongText)
            .Select(question => (answers.GetValueOrDefault(question.Code) as AnswerValue.Text)?.Words).OfType<string>();
        return string.Join("\n", new[] { Chosen(seen) }.Concat(written).Append(seen.Said).OfType<string>());
    }

    /// <summary>What was chosen from lists; the service's name where there were none.</summary>
    private string Chosen(Seen seen)
    {
        var answers = AnswerJson.ReadStored(seen.Service, seen.About.Answers);
        var chosen = from question in seen.Service.Questions
                     where question.Type is QuestionType.OneOf or QuestionType.ManyOf && !question.Internal && answers.ContainsKey(question.Code)
                     select AnswerWords.Of(question, answers[question.Code], words);
        return string.Join(". ", chosen) is { Length: > 0 } said ? said : seen.Service.Name.In(words.Language);
    }

    private string AgencyOf(Case about) =>
        catalogue.Current.Council.Teams.FirstOrDefault(team => team.Code == about.Team) is { } team
            ? $"{settings.Value.Organisation.Name}, {team.Name.In(words.Language)}"
            : settings.Value.Organisation.Name;

    /// <summary>The words that had no question to stand in when the request was sent.</summary>
    private async Task<Dictionary<CaseId, string>> SaidAsync(CaseId[] own, CancellationToken cancellationToken) => own.Length == 0
        ? []
        : await (from contact in db.Set<Contact>().AsNoTracking()
                 join about in db.Cases on contact.CaseId equals about.Id
                 where own.Contains(contact.CaseId) && contact.At == about.ReceivedAt && contact.Words != null
                 select contact).GroupBy(contact => contact.CaseId)
            .Select(contacts => new { contacts.Key, Words = contacts.Min(contact => contact.Words)! })
            .ToDictionaryAsync(contacts => contacts.Key, contacts => contacts.Words, cancellationToken);

    private sealed record Seen(Case About, Service Service, bool Own, Instant ChangedAt, IReadOnlyList<string> Photos, string? Said);
}
