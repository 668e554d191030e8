using System.Text.Json;
using Kept.Api;
using Kept.Cases.Timeline;
using Kept.Domain.Calendars;
using Kept.Domain.Cases;
using Kept.Domain.Promises;
using Kept.Promises;
using Kept.Settings;
using Kept.Storage;
using Kept.Texts;
using Microsoft.Extensions.Options;

namespace Kept.Cases;

/// <summary>A promise as other programs and pages show it.</summary>
/// <param name="Stage">Code of the stage; null for an agent's own promise.</param>
/// <param name="Words">The sentence, in the language of the reader.</param>
/// <param name="Explanation">How the date came about, step by step.</param>
internal sealed record PromiseView(
    string? Stage, string State, DateTimeOffset Due, string Words, IReadOnlyList<string> Explanation, string? Reason);

internal sealed record CaseReceipt(string Reference, string TrackUrl, IReadOnlyList<PromiseView> Promises);

/// <summary>What a resident may see of a case.</summary>
/// <param name="Next">Sentences on the steps whose clocks have not started.</param>
/// <param name="Timeline">What happened, the newest first.</param>
internal sealed record PublicCase(
    string Reference, string Service, string What, string State, string? Outcome, string? OutcomeWords,
    DateTimeOffset ReceivedAt, DateTimeOffset? ClosedAt, IReadOnlyList<PromiseView> Promises, IReadOnlyList<string> Next,
    IReadOnlyList<PublicEvent> Timeline);

/// <summary>Something that happened, as the page of the case tells it.</summary>
/// <param name="Promise">The sentence of the promise that it is about.</param>
/// <param name="Said">What somebody wrote; what the resident wrote is shown to the resident alone.</param>
internal sealed record PublicEvent(DateTimeOffset At, string Sentence, string? Promise, string? Said)
{
    public static PublicEvent Of(EventLine line) => new(line.At.ToDateTimeOffset(), line.Sentence, line.Promise, line.Said);
}

/// <summary>Cases as residents and other programs may see them.</summary>
internal sealed class PublicCases(KeptDb db, CaseFiles files, PublicTimeline timeline, TextLibrary texts, IOptions<KeptSettings> settings)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The case behind a link: the secret is that of the case or of one who follows it. Null for every other.</summary>
    public async Task<PublicCase?> FindAsync(Reference reference, Secret secret, Words words, CancellationToken cancellationToken)
    {
        var file = await db.OpensAsync(reference, secret, cancellationToken) ? await files.TakeAsync(reference, By.Resident, cancellationToken) : null;
        db.ChangeTracker.Clear();
        return file is not null && Opens(file.Case, secret)
            ? Show(file, await timeline.OfAsync(file, IsOfReporter(file.Case, secret), words, cancellationToken), words)
            : null;
    }

    /// <summary>Whether this secret opens the case; compares with all of them in the same time.</summary>
    public static bool Opens(Case found, Secret secret) =>
        found.Followers.Where(follower => follower.IsFollowing)
            .Aggregate(found.Secret == secret, (opens, follower) => opens | (follower.Secret == secret));

    /// <summary>Whether it is the link of the person whose case it is; else of another who follows it.</summary>
    private static bool IsOfReporter(Case found, Secret secret) =>
        found.Followers.FirstOrDefault(follower => follower.Secret == secret) is null or { Reporter: true };

    /// <summary>The answer to whoever sent a case: status and JSON.</summary>
    public (int Status, string Body) ReceiptOf(CaseFile file)
    {
        var received = file.Case;
        var receipt = new CaseReceipt(
            received.Reference.ToString(),
            settings.Value.AddressOf(CaseAddress.Of(received)),
            [.. received.Promises.Select(promise => Show(promise, file.Work.Promises, texts.In(received.Language)))]);
        return (StatusCodes.Status201Created, JsonSerializer.Serialize(receipt, Json));
    }

    private static PublicCase Show(CaseFile file, IEnumerable<EventLine> happened, Words words)
    {
        var (found, service) = (file.Case, file.Service);
        return new PublicCase(
            found.Reference.ToString(), found.ServiceCode, service.Name.In(words.Language),
            ApiNames.Of(found.State), found.Outcome is { } outcome ? ApiNames.Of(outcome) : null, found.OutcomeWords,
            found.ReceivedAt.ToDateTimeOffset(), found.ClosedAt?.ToDateTimeOffset(),
            [.. found.Promises.OrderBy(promise => promise.GivenAt).Select(promise => Show(promise, file.Work.Promises, words))],
            [.. found.Stages.Where(stage => !found.IsClosed && stage is { ClockStartedAt: null, EndedAt: null }).OrderBy(stage => stage.Ordinal)
                .Select(stage => service.StageOf(stage.Code).Next.In(words.Language))],
            [.. happened.Select(PublicEvent.Of)]);
    }

    private static PromiseView Show(Promise promise, PromiseMaker maker, Words words) => new(
        promise.Stage, ApiNames.Of(promise.State), promise.Due.ToDateTimeOffset(), maker.InWords(promise, words.Language),
        ExplanationWords.Sentences(ExplanationJson.Read(promise.Explanation), words), promise.Reason);
}
