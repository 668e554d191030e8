using Kept.Api;
using Kept.Cases;
using Kept.Domain.Cases;
using Kept.Files;
using Kept.Keys;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Desk.Api;

/// <summary>What a program asks to be done to a case.</summary>
/// <param name="Seen">The version it was decided on (<c>If-Match</c>); null for any.</param>
/// <param name="Files">Rows of the files that came along; nobody has saved them yet.</param>
internal sealed record CaseOrder<TBody>(Reference Reference, By By, int? Seen, TBody Body, IReadOnlyList<StoredFile> Files);

/// <summary>
/// The frame of every request that changes a case: what every request has, and the version it was decided on; then the
/// operation that the page uses too, and its outcome as an answer.
/// </summary>
internal sealed class CaseCall(
    IHttpContextAccessor accessor, CurrentKey current, OnceCall calls, RequestOnce once, CaseAnswers answers, CallFiles files, KeptDb database)
{
    private HttpContext Context => accessor.HttpContext!;

    private CancellationToken Cancellation => Context.RequestAborted;

    /// <param name="typed">The reference as it stands in the address.</param>
    /// <param name="operation">The operation of the page.</param>
    /// <param name="takes">What files of this request are for; null where it takes none.</param>
    public Task<IResult> DoAsync<TBody>(string typed, Func<CaseOrder<TBody>, Task<CaseOutcome>> operation, FilePurpose? takes = null)
        where TBody : class =>
        calls.DoAsync<TBody>(current.Scope, async request =>
        {
            if (!Reference.TryParse(typed, out var reference))
            {
                return answers.NotFound();
            }

            var (taken, refused) = await files.TakeAsync(reference, request.Files, takes, Cancellation);
            if (refused is not null)
            {
                return refused;
            }

            var seen = await VersionTag.SeenAsync(Context.Request, () => database.Cases.Where(about => about.Reference == reference)
                .Select(about => (int?)about.Version).SingleOrDefaultAsync(Cancellation));
            var order = new CaseOrder<TBody>(reference, By.Staff(current.Required.Staff!.Id), seen, request.Content, taken);
            once.Expect(request.Key, db => CaseAnswers.Of(CaseIn(db, reference)));
            return await answers.OfAsync(await operation(order), reference, seen, Cancellation);
        });

    /// <summary>The case as the operation leaves it, right before it is saved.</summary>
    private static Case CaseIn(KeptDb db, Reference reference) =>
        db.ChangeTracker.Entries<Case>().Single(entry => entry.Entity.Reference == reference).Entity;
}
