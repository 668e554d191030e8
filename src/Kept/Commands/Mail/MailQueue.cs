using Kept.Mail.Outgoing;
using Kept.Mail.Outgoing.SendDueMail;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Commands.Mail;

/// <summary>What the mail commands do; each answers its exit code.</summary>
internal sealed class MailQueue(IServiceProvider services, MailReport report)
{
    private readonly KeptDb db = services.GetRequiredService<KeptDb>();

    /// <summary>The newest first.</summary>
    public async Task<int> ListAsync(MessageState? state, int most, CancellationToken cancellationToken)
    {
        var messages = await db.Messages.AsNoTracking().Where(message => state == null || message.State == state)
            .OrderByDescending(message => message.Id).Take(Math.Max(most, 0)).ToListAsync(cancellationToken);
        report.List(messages);
        return 0;
    }

    public async Task<int> ShowAsync(long id, CancellationToken cancellationToken)
    {
        var message = await db.Messages.AsNoTracking().SingleOrDefaultAsync(message => message.Id == id, cancellationToken);
        if (message is null)
        {
            return report.Unknown(id);
        }

        report.Show(message);
        return 0;
    }

    /// <summary>Everything that is due, or one message that failed or expired.</summary>
    public async Task<int> SendAsync(long? id, CancellationToken cancellationToken)
    {
        if (id is { } one)
        {
            var message = await db.Messages.SingleOrDefaultAsync(message => message.Id == one, cancellationToken);
            if (message is null)
            {
                return report.Unknown(one);
            }

            // A draft waits for an agent's approval, which is not given here.
            if (message.State == MessageState.Draft || !message.SendNow(services.GetRequiredService<IClock>().GetCurrentInstant()))
            {
                return report.NotToBeSent(message);
            }

            await db.SaveChangesAsync(cancellationToken);
        }

        var handled = 0;
        while (await services.GetRequiredService<SendDueMail>().RunOnceAsync(cancellationToken) is var done and > 0)
        {
            handled += done;
        }

        return id is { } shown ? await ShowAsync(shown, cancellationToken) : await CountAsync(handled, cancellationToken);
    }

    private async Task<int> CountAsync(int handled, CancellationToken cancellationToken)
    {
        var waiting = await db.Messages.CountAsync(message => message.State == MessageState.Waiting, cancellationToken);
        report.Sent(handled, waiting);
        return 0;
    }
}
