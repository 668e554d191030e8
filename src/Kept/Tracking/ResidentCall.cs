using Kept.Api;
using Kept.Cases;
using Kept.Domain.Cases;
using Kept.Storage;
using Kept.Texts;

namespace Kept.Tracking;

/// <summary>The frame of what a program does for a resident, who gave it the link of a case: what the page behind that link does.</summary>
internal sealed class ResidentCall(IHttpContextAccessor accessor, LinkedCases linked, OnceCall calls, RequestOnce once, KeptDb db, Words words)
{
    private HttpContext Context => accessor.HttpContext!;

    public CancellationToken Cancellation => Context.RequestAborted;

    public Words Words => words;

    /// <summary>A wrong reference and a wrong token are answered alike.</summary>
    public IResult NotFound() => ApiProblem.Of(StatusCodes.Status404NotFound, "no-case", words);

    /// <param name="reference">Of the case, as it stands in the address.</param>
    /// <param name="token">That of the link.</param>
    /// <param name="reporterOnly">Whoever only follows may not.</param>
    /// <param name="act">The operation of the page; or what is answered in its place.</param>
    public async Task<IResult> DoAsync<TBody>(
        string reference, string? token, bool reporterOnly, Func<Looking, OnceRequest<TBody>, Task<(CaseOutcome? Outcome, IResult? Refusal)>> act)
        where TBody : class
    {
        if (await linked.FindAsync(reference, token, Cancellation) is not { } looking || (reporterOnly && !looking.IsReporter))
        {
            return NotFound();
        }

        return await calls.DoAsync<TBody>($"link:{RequestHash.Of(token!)}", async request =>
        {
            once.Expect(request.Key, saving => Answer(saving, looking.Case.Reference));
            var (outcome, refusal) = await act(looking, request);
            return refusal ?? await AnswerAsync(outcome!, looking);
        });
    }

    private async Task<IResult> AnswerAsync(CaseOutcome outcome, Looking looking)
    {
        switch (outcome)
        {
            case CaseOutcome.Done:
                await linked.ConfirmAsync(looking, Cancellation);
                await db.SaveChangesAsync(Cancellation);
                return once.Kept!.Give(Context);
            case CaseOutcome.Refused refused:
                return ApiProblem.With(
                    ApiProblem.Of(StatusCodes.Status422UnprocessableEntity, "refused", words, ("why", refused.In(words))), ("reason", refused.TextKey));
            case CaseOutcome.ChangedMeanwhile:
                return ApiProblem.Of(StatusCodes.Status409Conflict, "changed-meanwhile", words);
            default:
                return NotFound();
        }
    }

    private static ApiReply Answer(KeptDb saving, Reference reference)
    {
        var about = saving.ChangeTracker.Entries<Case>().Single(entry => entry.Entity.Reference == reference).Entity;
        return ApiReply.Ok(new ResidentReply(about.Reference.ToString(), ApiNames.Of(about.State)));
    }
}

/// <param name="State">open, waiting or closed, as the resident sees it.</param>
internal sealed record ResidentReply(string Reference, string State);
