using Kept.Domain.Cases;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Cases;

/// <summary>Links open a case by its reference and a secret: that of the case, or of one who follows it.</summary>
internal static class CaseLinks
{
    /// <summary>
    /// One statement, whether there is such a case or not, to be asked before anything else is read: whoever guesses does not learn
    /// by the time it takes which references there are.
    /// </summary>
    public static Task<bool> OpensAsync(this KeptDb db, Reference reference, Secret secret, CancellationToken cancellationToken) => db.Cases.AnyAsync(
        about => about.Reference == reference && (about.Secret == secret || about.Followers.Any(follower => follower.Secret == secret)),
        cancellationToken);
}
