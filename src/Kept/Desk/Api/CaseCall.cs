using Kept.Api;
using Kept.Cases;
using Kept.Domain.Cases;
using Kept.Files;
using Kept.Keys;
using Kept.Storage;
using Kept.Texts;
using Microsoft.EntityFrameworkCore;

namespace Kept.Desk.Api;

/// <summary>What a program asks to be done to a case.</summary>
/// <param name="Seen">The version it was decided on (<c>If-Match</c>); null for any.</param>
/// <param name="Files">Rows of the files that came along; nobody has saved them yet.</param>
internal sealed record CaseOrder<TBody>(Reference Reference, By By, int? Seen, TBody Body, IReadOnlyList<StoredFile> Files);

/// <summary>
/// The frame of every request that changes a case: the key of the request, its content, the version it was decided on;
/// then the operation that the page uses too, and its outcome as an answer.
/// </summary>
internal sealed class CaseCall(
    IHttpContextAccessor accessor, CurrentKey current, RequestsUnderWay underWay, EarlierRequests earlier, RequestOnce once,
    CaseAnswers answers, CallFiles files, Words words)
{
    private const int LongestKey = 200;

    private HttpContext Context => accessor.HttpContext!;

    private CancellationToken Cancellation => Context.RequestAborted;

    /// <param name="typed">The reference as it stands in the address.</param>
    /// <param name="operation">The operation of the page.</param>
    /// <param name="takes">What files of this request are for; null where it takes none.</param>
    public async Task<IResult> DoAsync<TBody>(string typed, Func<CaseOrder<TBody>, Task<CaseOutcome>> operation, FilePurpose? takes = null)
        where TBody : class
    {
        string? key = Context.Request.Headers["Idempotency-Key"];
        if (string.IsNullOrEmpty(key) || key.Length > LongestKey)
        {
            return ApiProblem.Of(StatusCodes.Status400BadRequest, "no-key", words, ("most", LongestKey));
        }

        var (body, unreadable) = await ApiBody.ReadAsync(Context.Request, words, Cancellation);
        if (body is null)
        {
            return unreadable!;
        }

        var request = new RequestKey($"key:{current.Required.KeyId}", key, HashOf(body));
        using var turn = underWay.Enter(request);
        if (turn is null)
        {
            return ApiProblem.Of(StatusCodes.Status409Conflict, "key-in-use", words);
        }

        return await BeforeAsync(request) ?? await DoNewAsync(typed, request, body, operation, takes);
    }

    private async Task<IResult> DoNewAsync<TBody>(
        string typed, RequestKey request, ApiBody body, Func<CaseOrder<TBody>, Task<CaseOutcome>> operation, FilePurpose? takes)
        where TBody : class
    {
        var (content, wrong) = body.As<TBody>(words);
        if (content is null)
        {
            return wrong!;
        }

        if (content is IChecksItself checks && checks.Problems().ToLookup(problem => problem.Field, problem => words[problem.TextKey]) is { Count: > 0 } problems)
        {
            return ApiProblem.Of(problems.ToDictionary(field => field.Key, field => field.ToArray(), StringComparer.Ordinal), words);
        }

        if (!Reference.TryParse(typed, out var reference))
        {
            return answers.NotFound();
        }

        var (taken, refused) = await files.TakeAsync(reference, body.Files, takes, Cancellation);
        if (refused is not null)
        {
            return refused;
        }

        var seen = VersionTag.Seen(Context.Request);
        var order = new CaseOrder<TBody>(reference, By.Staff(current.Required.Staff!.Id), seen, content, taken);
        once.Expect(request, db => answers.Of(CaseIn(db, reference)));
        try
        {
            return await answers.OfAsync(await operation(order), reference, seen, Cancellation);
        }
        catch (DbUpdateException) when (!Cancellation.IsCancellationRequested)
        {
            // Another node may have answered the same request in this moment; then nothing of this one was saved.
            if (await BeforeAsync(request) is { } before)
            {
                return before;
            }

            throw;
        }
    }

    private async Task<IResult?> BeforeAsync(RequestKey request)
    {
        switch (await earlier.FindAsync(request, Cancellation))
        {
            case EarlierRequest.Answered { Reply: var reply }:
                Context.Response.Headers["Idempotency-Replayed"] = "true";
                return answers.Give(reply);
            case EarlierRequest.Other:
                return ApiProblem.Of(StatusCodes.Status422UnprocessableEntity, "key-reused", words);
            default:
                return null;
        }
    }

    private string HashOf(ApiBody body) => RequestHash.Of(Context.Request.Method, Context.Request.Path, Context.Request.Headers.IfMatch.ToString(), body.Hash);

    /// <summary>The case as the operation leaves it, right before it is saved.</summary>
    private static Case CaseIn(KeptDb db, Reference reference) =>
        db.ChangeTracker.Entries<Case>().Single(entry => entry.Entity.Reference == reference).Entity;
}
