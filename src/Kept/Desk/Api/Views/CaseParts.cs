using Kept.Api;
using Kept.Desk.CasePage;
using Kept.Domain.Cases;
using Kept.Domain.Catalogue;
using Kept.Files;
using Kept.Texts;

namespace Kept.Desk.Api.Views;

/// <param name="State">open, kept, revised or broken.</param>
/// <param name="Told">The sentence as the resident was given it, in <paramref name="ToldIn"/>.</param>
/// <param name="Words">The sentence in the language of the request.</param>
/// <param name="Explanation">How the date came about, step by step.</param>
/// <param name="Reason">Why it was revised or broken, as the resident was told.</param>
internal sealed record PromiseWhole(
    string Id, string? Stage, string State, string Told, string ToldIn, string Words, DateTimeOffset GivenAt, string? GivenBy,
    DateTimeOffset Due, bool StandsStill, string Urgency, int WorkingDaysLeft, IReadOnlyList<string> Explanation, string? Reason, string? ReplacedBy)
{
    public static PromiseWhole Of(PromiseView view)
    {
        var promise = view.Promise;
        return new PromiseWhole(
            ApiIds.Of(promise.Id), promise.Stage, ApiNames.Of(promise.State), promise.Words, promise.Language, view.Words,
            promise.GivenAt.ToDateTimeOffset(), view.GivenBy, promise.Due.ToDateTimeOffset(), promise is { IsOpen: true, IsRunning: false },
            ApiNames.Of(view.Left.Urgency), view.Left.WorkingDays, view.Explanation, promise.Reason, ApiIds.Of(promise.ReplacedById));
    }
}

internal sealed record StageWhole(string Code, string Name, DateTimeOffset? ClockStartedAt, DateTimeOffset? EndedAt)
{
    public static StageWhole Of(CaseStage stage, Service service, Words words) => new(
        stage.Code, service.StageOf(stage.Code).Name.In(words.Language), stage.ClockStartedAt?.ToDateTimeOffset(), stage.EndedAt?.ToDateTimeOffset());
}

/// <param name="Notes">How this person is best reached.</param>
internal sealed record PersonWhole(
    string Id, bool Reporter, bool Following, string? Name, string? Mail, string? Phone, string? Address, string Language, string? Notes)
{
    public static PersonWhole Of(Follower person) => new(
        ApiIds.Of(person.Id), person.Reporter, person.IsFollowing, person.Name, person.Mail, person.Phone, person.Address, person.Language, person.Notes);
}

/// <param name="Reason">Code of the service's reason; null when it was done.</param>
internal sealed record VisitWhole(string Id, DateTimeOffset At, bool Done, string? Reason, string? Words, string? ById)
{
    public static VisitWhole Of(Visit visit) =>
        new(ApiIds.Of(visit.Id), visit.At.ToDateTimeOffset(), visit.Done, visit.Reason, visit.Words, ApiIds.Of(visit.ById));
}

internal sealed record PauseWhole(DateTimeOffset From, DateTimeOffset? To, string Reason)
{
    public static PauseWhole Of(Pause pause) => new(pause.FromAt.ToDateTimeOffset(), pause.ToAt?.ToDateTimeOffset(), pause.Reason);
}

internal sealed record ContactWhole(
    string Id, DateTimeOffset At, string Channel, bool Incoming, bool Chaser, string? PersonId, string? Words, string? ById)
{
    public static ContactWhole Of(Contact contact) => new(
        ApiIds.Of(contact.Id), contact.At.ToDateTimeOffset(), ApiNames.Of(contact.Channel), contact.Incoming, contact.Chaser,
        ApiIds.Of(contact.FollowerId), contact.Words, ApiIds.Of(contact.ById));
}

/// <param name="Purpose">report, information, proof or partner.</param>
/// <param name="Href">Where this program reads its bytes.</param>
internal sealed record FileWhole(
    string Id, string Name, string MediaType, long Size, string Purpose, bool Public, DateTimeOffset AddedAt, string? AddedById, string Href)
{
    public static FileWhole Of(StoredFile file, Reference reference) => new(
        ApiIds.Of(file.Id), file.Name, file.MediaType, file.Size, ApiNames.Of(file.Purpose), file.IsPublic, file.AddedAt.ToDateTimeOffset(),
        ApiIds.Of(file.AddedById), $"/api/v1/cases/{reference.Value}/files/{file.Id}");
}
