using Kept.Mail.Outgoing;
using Kept.Settings;
using Kept.Staff;
using Kept.Storage;
using Kept.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Kept.Cases.Notices;

/// <summary>Writes to colleagues about a case as message rows of the save that is under way.</summary>
internal sealed class StaffPost(KeptDb db, TextLibrary texts, IdSource ids, IOptions<KeptSettings> settings)
{
    /// <summary>To the owner; to the team's lead where nobody owns it.</summary>
    public async Task ToOwnerAsync(CaseFile file, string kind, Action<StaffNotice> write, CancellationToken cancellationToken)
    {
        var owner = await OwnerAsync(file, cancellationToken) ?? await LeadAsync(file.Case.Team, cancellationToken);
        Write(file, owner, kind, write);
    }

    /// <summary>To the owner and to the team's lead, once where both are the same.</summary>
    public async Task ToOwnerAndLeadAsync(CaseFile file, string kind, Action<StaffNotice> write, CancellationToken cancellationToken)
    {
        var (owner, lead) = (await OwnerAsync(file, cancellationToken), await LeadAsync(file.Case.Team, cancellationToken));
        Write(file, owner, kind, write);
        if (lead?.Id != owner?.Id)
        {
            Write(file, lead, kind, write);
        }
    }

    /// <summary>The lead of a team; null where it has none. Of several, the one who has been there longest.</summary>
    public Task<StaffMember?> LeadAsync(string team, CancellationToken cancellationToken) =>
        db.Set<StaffMember>().AsNoTracking()
            .Where(member => member.Active && member.Team == team && member.Role == StaffRole.Lead)
            .OrderBy(member => member.Id).FirstOrDefaultAsync(cancellationToken);

    private async Task<StaffMember?> OwnerAsync(CaseFile file, CancellationToken cancellationToken) =>
        file.Case.OwnerId is { } id
            ? await db.Set<StaffMember>().AsNoTracking().FirstOrDefaultAsync(member => member.Active && member.Id == id, cancellationToken)
            : null;

    private void Write(CaseFile file, StaffMember? colleague, string kind, Action<StaffNotice> write)
    {
        if (colleague?.Email is not { } mail)
        {
            return;
        }

        var words = texts.In(colleague.Language);
        var notice = new StaffNotice(file, words, settings.Value);
        write(notice);
        var to = new MessageAddress(mail, words.Language, file.Case.Id, null, colleague.Id);
        db.Messages.Add(new Message(ids.Next(), to, kind, notice.Subject, notice.ToLetter(), file.Work.Now));
    }
}
