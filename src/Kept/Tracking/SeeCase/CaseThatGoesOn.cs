using Kept.Cases;
using Kept.Catalogue;
using Kept.Domain.Cases;
using Kept.Promises;
using Kept.Storage;
using Kept.Texts;
using Microsoft.EntityFrameworkCore;

namespace Kept.Tracking.SeeCase;

/// <summary>The case that a merged case goes on as, for one who looks at the merged one.</summary>
/// <param name="Now">Where it stands, in one sentence: its promise while there is one.</param>
/// <param name="Path">The reader's own page of it; null for whoever does not follow it by a mail of their own.</param>
internal sealed record GoesOnAs(Reference Reference, string Now, string? Path);

/// <summary>Finds the case that goes on where one was merged into another, and that perhaps into a third.</summary>
internal sealed class CaseThatGoesOn(KeptDb db, CatalogueInUse catalogue, PromiseMakers promises, Words words)
{
    private const int MostMerges = 20;

    /// <summary>Null while the case stands by itself.</summary>
    public async Task<GoesOnAs?> OfAsync(Looking looking, CancellationToken cancellationToken)
    {
        Case? found = null;
        var next = looking.Case.MergedInto;
        for (var merges = 0; next is { } id && merges < MostMerges; merges++)
        {
            found = await db.Cases.AsNoTracking().Include(c => c.Followers).Include(c => c.Promises).AsSplitQuery()
                .SingleAsync(c => c.Id == id, cancellationToken);
            next = found.MergedInto;
        }

        return found is null ? null : new GoesOnAs(found.Reference, await NowAsync(found, cancellationToken), PathFor(looking.Follower, found));
    }

    /// <summary>
    /// Only for who came by a link that stood in a mail: whoever has the link of the confirmation page may have typed the address
    /// of another, and that person's own page is no business of theirs.
    /// </summary>
    private static string? PathFor(Follower? reader, Case found) =>
        reader is { IsFollowing: true, MailKey: { } key }
        && found.Followers.FirstOrDefault(follower => follower.IsFollowing && follower.MailKey == key) is { } own
            ? CaseAddress.Of(found.Reference, own.Secret)
            : null;

    private async Task<string> NowAsync(Case found, CancellationToken cancellationToken)
    {
        if (found.Outcome is { } outcome)
        {
            return words[$"notice.closed.{System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(outcome.ToString())}.heading"];
        }

        return found.CurrentPromise is { IsOpen: true } promise
            ? promises.For(await catalogue.ServiceOfAsync(found.ServiceVersionId, cancellationToken)).InWords(promise, words.Language)
            : words["tracking.noPromise"];
    }
}
