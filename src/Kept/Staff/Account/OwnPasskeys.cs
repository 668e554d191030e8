using Kept.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Kept.Staff.Account;

/// <param name="Id">The credential's id, for addresses and forms.</param>
internal sealed record OwnPasskey(string Id, string Name, DateTimeOffset Added);

/// <summary>The passkeys of whoever is signed in, and only those: an id of somebody else's is not found.</summary>
internal sealed class OwnPasskeys(KeptDb db, UserManager<StaffMember> members, StaffMails mails, StaffRecord record)
{
    public const int LongestName = 60;
    public const int Most = 20;

    public async Task<IReadOnlyList<OwnPasskey>> ListAsync(StaffIdentity who, CancellationToken cancellationToken) =>
    [
        .. (await db.Set<IdentityUserPasskey<long>>().AsNoTracking().Where(passkey => passkey.UserId == who.Id).ToListAsync(cancellationToken))
            .Select(passkey => new OwnPasskey(WebEncoders.Base64UrlEncode(passkey.CredentialId), passkey.Data.Name ?? "", passkey.Data.CreatedAt))
            .OrderBy(passkey => passkey.Added),
    ];

    /// <summary>Takes in a passkey that the browser has just made. False when there are too many already.</summary>
    public async Task<bool> AddAsync(StaffIdentity who, UserPasskeyInfo made, string name, CancellationToken cancellationToken)
    {
        var member = await db.Set<StaffMember>().SingleAsync(m => m.Id == who.Id, cancellationToken);
        if ((await ListAsync(who, cancellationToken)).Count >= Most)
        {
            return false;
        }

        made.Name = name;
        record.Add(member, who, StaffChangeKind.PasskeyAdded, after: name);
        mails.Changed(member, "passkey");
        // Saves what was added above as well.
        return (await members.AddOrUpdatePasskeyAsync(member, made)).Succeeded;
    }

    /// <summary>False when there is no such passkey, or the name is empty or too long.</summary>
    public async Task<bool> RenameAsync(StaffIdentity who, string? id, string? name, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName || await FindAsync(who, id, cancellationToken) is not { } passkey)
        {
            return false;
        }

        passkey.Data.Name = name.Trim();
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    public async Task<bool> RemoveAsync(StaffIdentity who, string? id, CancellationToken cancellationToken)
    {
        if (await FindAsync(who, id, cancellationToken) is not { } passkey)
        {
            return false;
        }

        var member = await db.Set<StaffMember>().SingleAsync(m => m.Id == who.Id, cancellationToken);
        db.Remove(passkey);
        record.Add(member, who, StaffChangeKind.PasskeyRemoved, before: passkey.Data.Name);
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    private async Task<IdentityUserPasskey<long>?> FindAsync(StaffIdentity who, string? id, CancellationToken cancellationToken) =>
        (await db.Set<IdentityUserPasskey<long>>().Where(passkey => passkey.UserId == who.Id).ToListAsync(cancellationToken))
            .SingleOrDefault(passkey => WebEncoders.Base64UrlEncode(passkey.CredentialId) == id);
}
