using Kept.Cases;
using Kept.Domain.Cases;
using Kept.Mail.Outgoing;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Tracking;

/// <summary>Who looks at a case through a link, and what that link allows.</summary>
/// <param name="Follower">The follower whose mail held the link; null for the link of the confirmation page.</param>
internal sealed record Looking(CaseFile File, Follower? Follower)
{
    public Case Case => File.Case;

    /// <summary>The person whose case it is sees what they wrote and may take it back; others who follow see what happens.</summary>
    public bool IsReporter => Follower is null or { Reporter: true };
}

/// <summary>Opens cases by their links.</summary>
internal sealed class LinkedCases(KeptDb db, CaseFiles files)
{
    /// <summary>Null for a wrong reference and a wrong secret alike.</summary>
    public async Task<Looking?> FindAsync(string? reference, string? secret, CancellationToken cancellationToken)
    {
        if (!Reference.TryParse(reference, out var known) || !Secret.TryParse(secret, out var key)
            || !await db.OpensAsync(known, key, cancellationToken)
            || await files.TakeAsync(known, By.Resident, cancellationToken) is not { } file)
        {
            return null;
        }

        db.ChangeTracker.Clear();
        var follower = file.Case.Followers.FirstOrDefault(follower => follower.Secret == key);
        return follower is not null || file.Case.Secret == key ? new Looking(file, follower) : null;
    }

    public Task<bool> IsConfirmedAsync(Follower follower, CancellationToken cancellationToken) =>
        db.ConfirmedAddresses.AnyAsync(address => address.AddressKey == follower.MailKey, cancellationToken);

    /// <summary>Notes that this follower reads their mail; saved with the change that shows it.</summary>
    public async Task ConfirmAsync(Looking looking, CancellationToken cancellationToken)
    {
        if (looking.Follower is { MailKey: { } key } follower && !await IsConfirmedAsync(follower, cancellationToken))
        {
            db.ConfirmedAddresses.Add(new ConfirmedAddress(key, looking.File.Work.Now));
        }
    }
}
