using System.Collections.Immutable;
using Kept.Api;
using Kept.Keys;
using Kept.Staff;
using Kept.Storage;
using Kept.Texts;
using Microsoft.EntityFrameworkCore;

namespace Kept.Administration;

/// <summary>
/// The frame of requests about people, keys and the program itself: the same as that of changes to cases, for operations that
/// each answer in their own way.
/// </summary>
internal sealed class AdminCall(
    IHttpContextAccessor accessor, CurrentKey current, OnceCall calls, RequestOnce once, EarlierRequests earlier, KeptDb db, Words words)
{
    public HttpContext Context => accessor.HttpContext!;

    public CancellationToken Cancellation => Context.RequestAborted;

    /// <summary>Whose key it is.</summary>
    public StaffIdentity By => current.Required.Staff!;

    public KeyHolder Key => current.Required;

    public Words Words => words;

    /// <summary>For an operation of one save, which takes the answer along.</summary>
    /// <param name="answer">Makes the answer from what is about to be saved.</param>
    /// <param name="operation">Null when it was done; else what is answered in place.</param>
    public Task<IResult> OnceAsync<TBody>(Func<KeptDb, ApiReply> answer, Func<TBody, Task<IResult?>> operation)
        where TBody : class =>
        calls.DoAsync<TBody>(current.Scope, async request =>
        {
            if (request.Files.Count > 0)
            {
                return Wrong([new InputProblem("files", "api.problem.no-files")]);
            }

            once.Expect(request.Key, answer);
            return await operation(request.Content)
                ?? once.Kept?.Give(Context)
                ?? throw new InvalidOperationException("The operation was done and saved nothing that its answer could stand beside.");
        });

    /// <summary>For work of several saves or of none, which does no harm when it is done again: the answer is kept afterwards.</summary>
    public Task<IResult> AfterwardsAsync<TBody>(Func<OnceRequest<TBody>, Task<(ApiReply? Reply, IResult? Refusal)>> work)
        where TBody : class =>
        calls.DoAsync<TBody>(current.Scope, async request =>
        {
            var (reply, refusal) = await work(request);
            if (reply is null)
            {
                return refusal!;
            }

            await earlier.KeepAsync(request.Key, reply, Cancellation);
            return reply.Give(Context);
        });

    /// <summary>For requests that say how something shall be, and may be sent twice as they are.</summary>
    public Task<IResult> PutAsync<TBody>(Func<TBody, Task<IResult>> operation)
        where TBody : class => calls.DoAsync(operation);

    /// <summary>The row of this kind that is about to be saved.</summary>
    public static T Saved<T>(KeptDb saving)
        where T : class => saving.ChangeTracker.Entries<T>().Single(entry => entry.State is EntityState.Added or EntityState.Modified).Entity;

    /// <summary>400 with what to do about each field.</summary>
    public IResult Wrong(ImmutableArray<InputProblem> problems) => ApiProblem.Of(
        problems.ToLookup(problem => ApiNames.Of(problem.Field), problem => words[problem.TextKey])
            .ToDictionary(field => field.Key, field => field.ToArray(), StringComparer.Ordinal), words);

    public IResult NotFound() => ApiProblem.Of(StatusCodes.Status404NotFound, "no-such-id", words);

    /// <summary>The role went between the gate and the operation.</summary>
    public IResult NotAllowed() =>
        ApiProblem.Of(StatusCodes.Status403Forbidden, "key-role", words, ("role", words[$"staff.role.{StaffRole.Administrator}"]));

    /// <summary>422 with a reason that stays the same in every language.</summary>
    public IResult Refused(string reason, string textKey) => ApiProblem.With(
        ApiProblem.Of(StatusCodes.Status422UnprocessableEntity, "refused", words, ("why", words[textKey])), ("reason", reason));

    /// <summary>412 where the program said what it had seen, else 409; with how it is now.</summary>
    public IResult Changed(object? now)
    {
        db.ChangeTracker.Clear();
        var status = Context.Request.Headers.IfMatch.Count > 0 ? StatusCodes.Status412PreconditionFailed : StatusCodes.Status409Conflict;
        return ApiProblem.With(ApiProblem.Of(status, "changed-since", words), ("current", now));
    }

    public InvalidOperationException Unknown(object outcome) => new($"{Context.Request.Path} has no answer to {outcome.GetType().Name}.");
}
