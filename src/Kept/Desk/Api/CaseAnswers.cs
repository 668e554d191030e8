using Kept.Api;
using Kept.Cases;
using Kept.Desk.Api.Views;
using Kept.Desk.CasePage;
using Kept.Domain.Cases;
using Kept.Keys;
using Kept.Storage;
using Kept.Texts;
using Microsoft.Net.Http.Headers;

namespace Kept.Desk.Api;

/// <summary>What came of a change to a case, as an answer.</summary>
internal sealed class CaseAnswers(IHttpContextAccessor accessor, CurrentKey current, ReadCase read, KeptDb db, Words words)
{
    /// <summary>Made from the case alone, so that it can be saved along with the change.</summary>
    public static ApiReply Of(Case changed) => ApiReply.Ok(CaseBrief.Of(changed), VersionTag.Of(changed.Version));

    public IResult NotFound() => ApiProblem.Of(StatusCodes.Status404NotFound, "no-such-case", words);

    /// <param name="outcome">Of the operation.</param>
    /// <param name="reference">Of the case.</param>
    /// <param name="seen">The version that the program decided on.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IResult> OfAsync(CaseOutcome outcome, Reference reference, int? seen, CancellationToken cancellationToken)
    {
        switch (outcome)
        {
            case CaseOutcome.Done done:
                return Of(done.Case).Give(accessor.HttpContext!);
            case CaseOutcome.Refused refused:
                return ApiProblem.With(
                    ApiProblem.Of(StatusCodes.Status422UnprocessableEntity, "refused", words, ("why", refused.In(words))),
                    ("reason", refused.TextKey));
            case CaseOutcome.ChangedMeanwhile:
                return await ConflictAsync(reference, seen, cancellationToken);
            default:
                return NotFound();
        }
    }

    /// <summary>Both versions: the number the program had, and the case as it is now.</summary>
    private async Task<IResult> ConflictAsync(Reference reference, int? seen, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        if (await read.HandleAsync(reference, current.Required.Staff!, cancellationToken) is not { } now)
        {
            return NotFound();
        }

        accessor.HttpContext!.Response.Headers[HeaderNames.ETag] = VersionTag.Of(now.About.Version);
        return ApiProblem.With(
            ApiProblem.Of(seen is null ? StatusCodes.Status409Conflict : StatusCodes.Status412PreconditionFailed, "changed-meanwhile", words),
            ("yourVersion", (object?)seen), ("currentVersion", now.About.Version), ("current", CaseWhole.Of(now, words)));
    }
}
