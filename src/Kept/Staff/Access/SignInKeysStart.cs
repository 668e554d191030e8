using Kept.Settings;
using Kept.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Kept.Staff.Access;

/// <summary>
/// Before a node serves: it can read the keys of the database, they are sealed with the secret of today, and there is one.
/// Nodes do this one after the other, so that all find the same key.
/// </summary>
internal sealed class SignInKeysStart(KeptDb db, SignInSecrets secrets, IDataProtectionProvider protection)
{
    private const long Queue = 0x4B_65_79_73; // "Keys"

    /// <exception cref="OptionsValidationException">The keys are sealed with a secret that this node does not have.</exception>
    public Task RunAsync(CancellationToken cancellationToken) => QueueTurn.TakeAsync(db, Queue, () => PrepareAsync(cancellationToken), cancellationToken);

    private async Task<bool> PrepareAsync(CancellationToken cancellationToken)
    {
        var keys = await db.Set<ProtectionKey>().ToListAsync(cancellationToken);
        if (!keys.TrueForAll(key => secrets.CanOpen(key.Xml)))
        {
            throw new OptionsValidationException(KeptSettings.Section, typeof(KeptSettings),
            [
                "Kept:SignInKeys:SecretFile is not the secret with which the sign-in keys of this database are encrypted. "
                + "Give this node the secret of the other nodes, or name the earlier one in Kept:SignInKeys:OtherSecretFiles.",
            ]);
        }

        foreach (var key in keys.Where(key => !secrets.IsCurrent(key.Xml)))
        {
            key.Xml = secrets.Seal(secrets.Open(key.Xml));
        }

        await db.SaveChangesAsync(cancellationToken);
        if (keys.Count == 0)
        {
            // The framework makes the first key when it is first asked for something.
            protection.CreateProtector(nameof(SignInKeysStart)).Protect("");
        }

        return true;
    }
}
