using Kept.Mail.Outgoing;
using Kept.Settings;
using Kept.Staff;
using Kept.Storage;
using Kept.Texts;
using Microsoft.Extensions.Options;

namespace Kept.Cases.Notices;

/// <summary>Writes to colleagues about a case as message rows of the save that is under way.</summary>
internal sealed class StaffPost(KeptDb db, Leads leads, TextLibrary texts, IdSource ids, IOptions<KeptSettings> settings)
{
    /// <summary>To the owner; to those who answer for the team where nobody owns it.</summary>
    public async Task ToOwnerAsync(CaseFile file, string kind, Action<StaffNotice> write, CancellationToken cancellationToken)
    {
        var to = await OwnerAsync(file, cancellationToken) is { } owner ? [owner] : await leads.OfTeamAsync(file.Case.Team, cancellationToken);
        Write(file, to, kind, write);
    }

    /// <summary>To the owner and to those who answer for the team, once to each.</summary>
    public async Task ToOwnerAndLeadAsync(CaseFile file, string kind, Action<StaffNotice> write, CancellationToken cancellationToken)
    {
        var owner = await OwnerAsync(file, cancellationToken);
        var others = (await leads.OfTeamAsync(file.Case.Team, cancellationToken)).Where(lead => lead.Id != owner?.Id);
        Write(file, owner is null ? others : others.Prepend(owner), kind, write);
    }

    /// <summary>Who owns the next step of a team when a promise is broken. Of several, the one who has been there longest.</summary>
    public async Task<StaffAddress?> LeadAsync(string team, CancellationToken cancellationToken) =>
        (await leads.OfTeamAsync(team, cancellationToken)).FirstOrDefault();

    private async Task<StaffAddress?> OwnerAsync(CaseFile file, CancellationToken cancellationToken) =>
        file.Case.OwnerId is { } id ? await leads.AddressOfAsync(id, cancellationToken) : null;

    private void Write(CaseFile file, IEnumerable<StaffAddress> colleagues, string kind, Action<StaffNotice> write)
    {
        foreach (var colleague in colleagues)
        {
            var words = texts.In(colleague.Language);
            var notice = new StaffNotice(file, words, settings.Value) { Title = CaseTitle.In(file.Case, file.Service, texts, words) };
            write(notice);
            var to = new MessageAddress(colleague.Mail, words.Language, file.Case.Id, null, colleague.Id);
            db.Messages.Add(new Message(ids.Next(), to, kind, notice.Subject, notice.ToLetter(), file.Work.Now));
        }
    }
}
