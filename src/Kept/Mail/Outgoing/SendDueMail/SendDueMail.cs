using Kept.Storage;
using Kept.Workers;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Mail.Outgoing.SendDueMail;

/// <summary>
/// Sends what is due: takes messages in hand, hands them over outside any transaction, writes down what came of it. A
/// process that dies in between leaves a lease that runs out, and the message goes again under the same Message-ID: at
/// least once, and twice only then.
/// </summary>
internal sealed partial class SendDueMail(
    IServiceScopeFactory scopes, IMailer mailer, MailMeters meters, ComposeMail compose, RowLease lease, IClock clock,
    ILogger<SendDueMail> log) : IPeriodicWork
{
    /// <summary>Taken in hand by one look at the queue, which costs the same for one and for many.</summary>
    private const int InHand = 20;

    /// <summary>Connections to the relay side by side.</summary>
    private const int AtOnce = 4;

    private const int MostTries = 5;

    /// <summary>How often it is tried to write down a delivery while the database is away, once a moment.</summary>
    private const int MostTriesWithoutDatabase = 240;

    /// <summary>A delivery that has not begun by then is given back, before its lease runs out.</summary>
    private static readonly Duration StartsWithin = RowLease.Length / 2;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(250);
    private static readonly Duration UsualPause = Duration.FromSeconds(5);
    private static readonly Duration PauseWhileRelayIsDown = Duration.FromSeconds(30);
    private static readonly TimeSpan GraceAtStop = TimeSpan.FromSeconds(5);

    public Duration Pause { get; private set; } = UsualPause;

    /// <summary>Answers 0 also where the relay is down: the rest would fare the same, and is left for later.</summary>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        Pause = UsualPause;
        var latestStart = clock.GetCurrentInstant() + StartsWithin;
        var claim = await ClaimAsync(cancellationToken);
        using var stop = new CancellationTokenSource();
        await using var grace = cancellationToken.Register(() => stop.CancelAfter(GraceAtStop));
        bool IsTooLate() => cancellationToken.IsCancellationRequested || clock.GetCurrentInstant() > latestStart;
        if (await SendAllAsync(claim.Messages, IsTooLate, stop.Token) is { } down)
        {
            LogRelayDown(log, down.Answer.Trouble, down.Answer.Code);
            Pause = PauseWhileRelayIsDown;
            return 0;
        }

        return claim.Messages.Count + claim.Postponed;
    }

    /// <summary>
    /// Side by side, but what goes to one address goes in the order it was written: nobody reads the new promise before the
    /// old one. Once the relay is down, or it is too late, the rest is given back untried. What the relay last said when it is down.
    /// </summary>
    private async Task<Delivery.RelayDown?> SendAllAsync(IReadOnlyList<Message> inHand, Func<bool> isTooLate, CancellationToken stop)
    {
        Delivery.RelayDown? down = null;
        var perAddress = inHand.GroupBy(message => message.RecipientKey);
        await Parallel.ForEachAsync(perAddress, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (messages, _) =>
        {
            foreach (var message in messages)
            {
                if (Volatile.Read(ref down) is not null || isTooLate())
                {
                    await RecordAsync(message, null);
                }
                else if (await SendAsync(message, stop) is Delivery.RelayDown isDown)
                {
                    Volatile.Write(ref down, isDown);
                }
            }
        });
        return down;
    }

    private async Task<Claim> ClaimAsync(CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                return await scope.ServiceProvider.GetRequiredService<ClaimDueMail>().TakeAsync(InHand, RowLease.Length, cancellationToken);
            }
            catch (DbUpdateConcurrencyException) when (tries < MostTries)
            {
                // Another worker or an agent was first; look again.
            }
        }
    }

    private async Task<Delivery> SendAsync(Message message, CancellationToken stop)
    {
        using var trace = MailMeters.Source.StartActivity("send mail");
        var delivery = Compose(message) switch
        {
            (null, { } unsendable) => unsendable,
            ({ } mail, _) => await DeliverAsync(message, mail, stop),
            _ => throw new InvalidOperationException("A mail is either composed or not."),
        };
        meters.Tried(delivery);
        if (delivery is not Delivery.Accepted)
        {
            LogNotSent(log, message.Id, message.Attempts, delivery.Answer.Trouble, delivery.Answer.Code);
        }

        await RecordAsync(message, delivery);
        return delivery;
    }

    private Task<Delivery> DeliverAsync(Message message, ComposedMail mail, CancellationToken stop) => lease.HoldAsync(
        new HeldRow(nameof(Message), message.Id, message.LeasedUntil),
        (db, until, cancellation) => db.Messages.Where(known => known.Id == message.Id && known.Version == message.Version)
            .ExecuteUpdateAsync(set => set.SetProperty(known => known.LeasedUntil, until), cancellation),
        held => mailer.DeliverAsync(mail, held), stop);

    /// <summary>One message that cannot be put together must not keep all others from going.</summary>
    private (ComposedMail? Mail, Delivery? Unsendable) Compose(Message message)
    {
        try
        {
            return compose.From(message) is { } mail
                ? (mail, null)
                : (null, new Delivery.Refused(new DeliveryAnswer(DeliveryTrouble.NotAnAddress, "")));
        }
        catch (Exception problem)
        {
            LogNotComposed(log, message.Id, problem);
            return (null, new Delivery.Refused(new DeliveryAnswer(DeliveryTrouble.NotComposed, problem.GetType().Name)));
        }
    }

    /// <summary>
    /// Is not stopped with the program, nor by a database that is away for a while: what has been handed over is written
    /// down, or it would go twice.
    /// </summary>
    /// <param name="inHand">As it was when it was taken in hand: that is most often still so, and need not be read again.</param>
    /// <param name="delivery">Nothing where it was not tried and is given back.</param>
    private async Task RecordAsync(Message inHand, Delivery? delivery)
    {
        var versionInHand = inHand.Version;
        for (var tries = 1; ; tries++)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<KeptDb>();
                var message = tries == 1
                    ? db.Attach(inHand).Entity
                    : await db.Messages.SingleOrDefaultAsync(message => message.Id == inHand.Id);
                if (message is not null && Write(message, versionInHand, delivery))
                {
                    await db.SaveChangesAsync();
                }

                return;
            }
            catch (DbUpdateConcurrencyException) when (tries < MostTries)
            {
                // Somebody changed it at this moment; read what it says now.
            }
            catch (Exception problem) when (tries < MostTriesWithoutDatabase && PassingTrouble.Is(problem))
            {
                // Written or not, the next look tells.
                await Task.Delay(Moment);
            }
        }
    }

    /// <summary>
    /// Where the message changed while it was in hand (taken back, or taken over by another worker), only one thing still
    /// has to be written: that it did go out.
    /// </summary>
    private bool Write(Message message, int versionInHand, Delivery? delivery)
    {
        if (message.Version != versionInHand && (delivery is not Delivery.Accepted || message.State == MessageState.Sent))
        {
            return false;
        }

        var now = clock.GetCurrentInstant();
        switch (delivery)
        {
            case Delivery.Accepted:
                message.WasSent(now, delivery.Answer);
                break;
            case Delivery.Refused:
                message.WasRefused(delivery.Answer);
                break;
            case Delivery.Delayed or Delivery.RelayDown:
                message.WasNotTaken(now, delivery.Answer);
                break;
            case null:
                message.GiveBack();
                break;
        }

        return true;
    }

    [LoggerMessage(LogLevel.Warning, "Message {Id} was not sent at attempt {Attempt}: {Trouble} {Code}")]
    private static partial void LogNotSent(ILogger log, long id, int attempt, DeliveryTrouble trouble, string code);

    [LoggerMessage(LogLevel.Warning, "No mail goes out at present: {Trouble} {Code}. See the settings Mail:Smtp, and the answers on the messages.")]
    private static partial void LogRelayDown(ILogger log, DeliveryTrouble trouble, string code);

    [LoggerMessage(LogLevel.Error, "Message {Id} cannot be put together.")]
    private static partial void LogNotComposed(ILogger log, long id, Exception problem);
}
