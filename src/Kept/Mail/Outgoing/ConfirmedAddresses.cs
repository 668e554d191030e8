using Kept.Domain.Cases;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Mail.Outgoing;

/// <summary>Which addresses somebody has shown to read: mail to any other repeats nothing a sender typed.</summary>
internal sealed class ConfirmedAddresses(KeptDb db, IClock clock)
{
    public async Task<bool> IsConfirmedAsync(string mail, CancellationToken cancellationToken)
    {
        var key = ContactDetails.KeyOfMail(mail);
        return await db.ConfirmedAddresses.AnyAsync(address => address.AddressKey == key, cancellationToken);
    }

    /// <summary>
    /// Adds the row, saved with the caller's change, unless it is there. Two who confirm the same address at the same
    /// moment make one save fail; the one who tries again finds the address confirmed.
    /// </summary>
    public async Task ConfirmAsync(string mail, CancellationToken cancellationToken)
    {
        var key = ContactDetails.KeyOfMail(mail);
        if (await db.ConfirmedAddresses.FindAsync([key], cancellationToken) is null)
        {
            db.ConfirmedAddresses.Add(new ConfirmedAddress(key, clock.GetCurrentInstant()));
        }
    }
}
