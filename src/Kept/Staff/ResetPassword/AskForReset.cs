using Kept.Staff.Links;
using Kept.Staff.SignIn;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Staff.ResetPassword;

/// <summary>
/// Somebody cannot get in and asks for a link by mail. There is no outcome: whoever asks sees the same page, whether
/// the address is known or not.
/// </summary>
internal sealed class AskForReset(KeptDb db, SignInTries tries, OneTimeLinks links, StaffMails mails, StaffRecord record)
{
    public async Task RunAsync(string mail, CancellationToken cancellationToken)
    {
        var withinLimit = await tries.AddResetAsync(mail, cancellationToken);
        var key = StaffMember.KeyOf(mail);
        var member = await db.Set<StaffMember>().SingleOrDefaultAsync(
            m => m.NormalizedEmail == key && m.Active && m.EmailConfirmed, cancellationToken);
        if (member is not null && withinLimit)
        {
            mails.Reset(member, links.Add(LinkPurpose.PasswordReset, member.Id));
            record.Add(member, null, StaffChangeKind.ResetAsked);
        }

        // For nobody in particular too: one save either way, so that the time tells as little as the answer.
        await db.SaveChangesAsync(cancellationToken);
    }
}
