using Kept.Cases;
using Kept.Cases.Notices;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Kept.Forwarding.Exchange;

/// <summary>
/// Tells the owner of a case by mail that somebody else will not do it after all, or has to come back: rows of the save that says so, so that each
/// is told once. Where nobody owns the case, those who answer for its team are told.
/// </summary>
internal sealed class ForwardMails(KeptDb db, CaseFiles files, StaffPost post, IOptions<ForwardingSettings> settings)
{
    /// <summary>It could not be given to them.</summary>
    public Task FailedAsync(CaseFile file, Forward forward, CancellationToken cancellationToken) =>
        ToOwnerAsync(file, forward, "failed", forward.LastAnswer, cancellationToken);

    /// <summary>They do nothing more about it.</summary>
    public Task ReturnedAsync(CaseFile file, Forward forward, string? said, CancellationToken cancellationToken) =>
        ToOwnerAsync(file, forward, "returned", said, cancellationToken);

    /// <summary>They had ended it, and say now that there is more to do.</summary>
    public Task GoesOnAsync(CaseFile file, Forward forward, string? said, CancellationToken cancellationToken) =>
        ToOwnerAsync(file, forward, "goesOn", said, cancellationToken);

    /// <summary>They have it, and what was added later did not reach them.</summary>
    public async Task NotToldAsync(Forward forward, string? answer, CancellationToken cancellationToken)
    {
        var reference = await db.Cases.Where(about => about.Id == forward.CaseId).Select(about => about.Reference).SingleAsync(cancellationToken);
        await ToOwnerAsync((await files.ReadAsync(reference, By.System, cancellationToken))!, forward, "notTold", answer, cancellationToken);
    }

    private Task ToOwnerAsync(CaseFile file, Forward forward, string what, string? said, CancellationToken cancellationToken)
    {
        var partner = settings.Value.NameOf(forward.Partner);
        return post.ToOwnerAsync(file, "staff-forward-" + what.ToLowerInvariant(), notice =>
        {
            notice.Subject = notice.Words[$"notice.staff.forward.{what}.subject", ("reference", file.Case.Reference.ToString())];
            notice.Say(notice.Words[$"notice.staff.forward.{what}.body", ("partner", partner), ("what", notice.What)]);
            notice.Quote(said);
            notice.PromiseNow();
        }, cancellationToken);
    }
}
