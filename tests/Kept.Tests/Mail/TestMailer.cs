using System.Collections.Concurrent;
using Kept.Mail.Outgoing;
using Kept.Testing;
using Kept.Testing.Mails;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Kept.Tests.Mail;

/// <summary>Takes mail as the test says, and remembers what it took.</summary>
internal sealed class TestMailer : IMailer
{
    public static readonly Delivery Accepts = new Delivery.Accepted(DeliveryAnswer.Of("250 2.0.0 Ok: queued as 1"));
    public static readonly Delivery TurnsAway = new Delivery.Delayed(DeliveryAnswer.Of("451 4.7.1 Greylisting in action, please come back later"));
    public static readonly Delivery Refuses = new Delivery.Refused(DeliveryAnswer.Of("550 5.1.1 <ada@example.org>: no such user"));
    public static readonly Delivery IsDown = new Delivery.RelayDown(new DeliveryAnswer(DeliveryTrouble.NotReached, "Connection refused"));

    private readonly ConcurrentQueue<(long Id, byte[] Content)> accepted = new();
    private int attempts;

    public Func<ComposedMail, Task<Delivery>> Answer { get; set; } = _ => Task.FromResult(Accepts);

    public int Attempts => attempts;

    public IReadOnlyList<long> AcceptedIds => [.. accepted.Select(mail => mail.Id)];

    public IReadOnlyList<ReceivedMail> Accepted => [.. accepted.Select(mail => StrictMail.Read(mail.Content))];

    public IReadOnlyList<byte[]> Octets => [.. accepted.Select(mail => mail.Content)];

    public void Use(KeptAppOptions options) =>
        options.Services = services => services.Replace(ServiceDescriptor.Singleton<IMailer>(this));

    public async Task<Delivery> DeliverAsync(ComposedMail mail, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref attempts);
        var answer = await Answer(mail);
        if (answer is Delivery.Accepted)
        {
            Take(mail);
        }

        return answer;
    }

    public void Take(ComposedMail mail) => accepted.Enqueue((mail.Id, mail.Content));
}
