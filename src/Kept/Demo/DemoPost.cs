using Kept.Cases;
using Kept.Cases.Notices;
using Kept.Domain.Cases;
using Kept.Mail.Outgoing;
using Kept.Settings;
using Kept.Staff;
using Kept.Storage;
using Kept.Texts;
using NodaTime;

namespace Kept.Demo;

/// <summary>Writes the mails of a case as the product does, and has them delivered at once: they lie in the past.</summary>
/// <param name="confirmed">Mail addresses that somebody has shown to read.</param>
internal sealed class DemoPost(IdSource ids, TextLibrary texts, KeptSettings settings, Dice dice, HashSet<string> confirmed)
{
    private const double NoSuchMailbox = 0.004;
    private static readonly Duration Lease = Duration.FromMinutes(5);

    public void ToAll(ToldCase told, CaseFile file, string kind, Action<Notice> write)
    {
        foreach (var follower in file.Case.Followers.Where(follower => follower is { IsFollowing: true, Mail: not null }))
        {
            To(told, file, follower, kind, write);
        }
    }

    public void To(ToldCase told, CaseFile file, Follower follower, string kind, Action<Notice> write)
    {
        if (follower.Mail is null)
        {
            return;
        }

        var words = texts.In(follower.Language);
        var notice = new Notice(file.Case, file.Service, file.Work.Promises, follower, confirmed.Contains(follower.MailKey!), words, settings);
        write(notice);
        var to = new MessageAddress(follower.Mail, words.Language, file.Case.Id, follower.Id);
        told.Add(Delivered(new Message(ids.Next(), to, kind, notice.Subject, notice.ToLetter(), file.Work.Now)));
    }

    public void ToStaff(ToldCase told, CaseFile file, IEnumerable<StaffAddress> colleagues, string kind, Action<StaffNotice> write)
    {
        foreach (var colleague in colleagues)
        {
            var words = texts.In(colleague.Language);
            var notice = new StaffNotice(file, words, settings);
            write(notice);
            var to = new MessageAddress(colleague.Mail, words.Language, file.Case.Id, null, colleague.Id);
            told.Add(Delivered(new Message(ids.Next(), to, kind, notice.Subject, notice.ToLetter(), file.Work.Now)));
        }
    }

    private Message Delivered(Message message)
    {
        message.Lease(message.CreatedAt + Lease);
        if (message.StaffId is null && dice.Chance(NoSuchMailbox))
        {
            message.WasRefused(DeliveryAnswer.Of("550 5.1.1 The mailbox does not exist"));
        }
        else
        {
            message.WasSent(message.CreatedAt + dice.Between(Duration.FromSeconds(1), Duration.FromSeconds(9)), DeliveryAnswer.Of($"250 2.0.0 Ok: queued as {dice.Between(0x100000, 0xFFFFFF):X}"));
        }

        return message;
    }
}
