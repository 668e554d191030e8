using Kept.Api;
using Kept.Desk.CasePage;
using Kept.Texts;

namespace Kept.Desk.Api.Views;

/// <summary>Everything that the page of a case shows, in the language of the request.</summary>
/// <param name="Next">What would help most now: approveNotice, giveNewDate, answerInformation, take, wait, recordVisit, endStage, keepPromise, close or nothing.</param>
/// <param name="Then">Sentences on the steps whose clocks have not started.</param>
/// <param name="NotFetched">Addresses of photos and documents that a partner named, and that could not be fetched.</param>
/// <param name="MergedInto">The case that goes on in place of this one.</param>
internal sealed record CaseWhole(
    string Reference, int Version, string Title, string Service, string ServiceName, string State, string Channel, string Language,
    string Team, string TeamName, string? OwnerId, string? Owner, PlaceView? Place, DateTimeOffset ReceivedAt, DateTimeOffset? ClosedAt,
    string? Outcome, string? OutcomeWords, string? MergedInto, string Next, IReadOnlyList<string> Then,
    IReadOnlyList<PromiseWhole> Promises, IReadOnlyList<StageWhole> Stages, IReadOnlyList<AnswerWhole> Answers,
    IReadOnlyList<PersonWhole> People, IReadOnlyList<VisitWhole> Visits, IReadOnlyList<PauseWhole> Pauses,
    IReadOnlyList<ContactWhole> Contacts, IReadOnlyList<FileWhole> Files, IReadOnlyList<EventWhole> Events,
    IReadOnlyList<MessageWhole> Messages, IReadOnlyList<OtherWhole> OtherCases,
    IReadOnlyList<ProposalWhole> Proposals, IReadOnlyList<ForwardWhole> Forwards, IReadOnlyList<string> NotFetched)
{
    public static CaseWhole Of(CaseScreen screen, Words words)
    {
        var about = screen.About;
        return new CaseWhole(
            about.Reference.ToString(), about.Version, screen.Title, about.ServiceCode, screen.Service,
            ApiNames.Of(about.State), ApiNames.Of(about.Channel), about.Language, about.Team, screen.Team, ApiIds.Of(about.OwnerId), screen.Owner,
            about.Place.IsKnown ? new PlaceView(screen.Place, about.Latitude, about.Longitude) : null,
            about.ReceivedAt.ToDateTimeOffset(), about.ClosedAt?.ToDateTimeOffset(),
            about.Outcome is { } outcome ? ApiNames.Of(outcome) : null, about.OutcomeWords, screen.MergedInto?.ToString(),
            ApiNames.Of(screen.Next.Step), screen.Then,
            [.. screen.Promises.Select(PromiseWhole.Of)],
            [.. about.Stages.OrderBy(stage => stage.Ordinal).Select(stage => StageWhole.Of(stage, screen.File.Service, words))],
            [.. screen.Answers.Select(answer => new AnswerWhole(answer.Question, answer.Answer))],
            [.. about.Followers.Where(person => !person.IsGone).Select(PersonWhole.Of)],
            [.. about.Visits.OrderBy(visit => visit.At).Select(VisitWhole.Of)],
            [.. about.Pauses.OrderBy(pause => pause.FromAt).Select(PauseWhole.Of)],
            [.. about.ContactLog.OrderBy(contact => contact.At).Select(ContactWhole.Of)],
            [.. screen.Files.Select(file => FileWhole.Of(file, about.Reference))],
            [.. screen.Timeline.OfType<TimelineEntry.Happened>().Select(entry => EventWhole.Of(entry.Line))],
            [.. screen.Timeline.OfType<TimelineEntry.Wrote>().SelectMany(entry => entry.Letters.Select(letter => MessageWhole.Of(letter, entry.ToStaff)))],
            [.. screen.Others.Newest.Select(other => new OtherWhole(other.Reference.ToString(), other.Title, other.Service))],
            [.. screen.Proposals.Select(ProposalWhole.Of)], [.. screen.Forwards.Select(ForwardWhole.Of)],
            [.. screen.NotFetched.Select(media => media.Address)]);
    }
}

internal sealed record PlaceView(string Words, double? Latitude, double? Longitude);

internal sealed record AnswerWhole(string Question, string Answer);

/// <summary>Another open case of the people on this one; the newest few.</summary>
internal sealed record OtherWhole(string Reference, string Title, string Service);
