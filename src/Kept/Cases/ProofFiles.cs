using Kept.Files;
using Kept.Storage;

namespace Kept.Cases;

internal static class ProofFiles
{
    /// <summary>Saves photos with the change that they prove; residents see them.</summary>
    public static void AddFiles(this KeptDb db, CaseFile file, IReadOnlyList<StoredFile>? proof)
    {
        if (proof is not { Count: > 0 })
        {
            return;
        }

        if (proof.Any(stored => stored.CaseId != file.Case.Id))
        {
            throw new ArgumentException("A file of another case proves nothing about this one.", nameof(proof));
        }

        db.AddRange(proof);
        file.Case.FilesAdded(file.Work, [.. proof.Select(stored => stored.Id)], isPublic: true);
    }
}
