using Kept.Mail.Outgoing;
using Kept.Storage;
using Kept.Testing;
using Microsoft.EntityFrameworkCore;

namespace Kept.Tests.Mail;

/// <summary>Messages in the outbox of a running program.</summary>
internal static class MailRows
{
    public static async Task<long> AddMailAsync(
        this KeptApp app, string to = "ada@example.org", string subject = "We have your report", long? staffId = null, bool draft = false)
    {
        var address = new MessageAddress(to, "en", null, null, staffId);
        var message = new Message(app.NewId(), address, "test", subject, SampleLetter.In("en"), app.Now);
        await app.WithAsync<KeptDb>(db =>
        {
            db.Add(draft ? message.AsDraft() : message);
            return db.SaveChangesAsync();
        });
        return message.Id;
    }

    public static async Task<IReadOnlyList<long>> AddMailsAsync(this KeptApp app, int count, string to)
    {
        var ids = new List<long>();
        for (var i = 0; i < count; i++)
        {
            ids.Add(await app.AddMailAsync(to, $"Mail {i}"));
        }

        return ids;
    }

    public static Task<Message> MailAsync(this KeptApp app, long id) =>
        app.ReadAsync(db => db.Messages.AsNoTracking().SingleAsync(message => message.Id == id));

    public static Task<int> CountAsync(this KeptApp app, MessageState state) =>
        app.ReadAsync(db => db.Messages.CountAsync(message => message.State == state));

    public static Task ChangeMailAsync(this KeptApp app, long id, Action<Message> change) => app.WithAsync<KeptDb>(async db =>
    {
        change(await db.Messages.SingleAsync(message => message.Id == id));
        await db.SaveChangesAsync();
    });
}
