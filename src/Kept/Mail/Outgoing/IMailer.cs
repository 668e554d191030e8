namespace Kept.Mail.Outgoing;

/// <summary>Hands a finished mail to the outside: to a relay (SMTP), or into a folder where none is configured.</summary>
internal interface IMailer
{
    /// <summary>Tries once. Whatever the outside does is an outcome; only the caller's cancellation is thrown.</summary>
    Task<Delivery> DeliverAsync(ComposedMail mail, CancellationToken cancellationToken);
}

/// <summary>What an attempt to deliver came to.</summary>
internal abstract record Delivery(DeliveryAnswer Answer)
{
    /// <summary>The receiving side has taken responsibility for the mail.</summary>
    internal sealed record Accepted(DeliveryAnswer Answer) : Delivery(Answer);

    /// <summary>Refused for good: trying again would bring the same answer.</summary>
    internal sealed record Refused(DeliveryAnswer Answer) : Delivery(Answer);

    /// <summary>Not this time, because of this mail or its recipient (greylisting, full mailbox).</summary>
    internal sealed record Delayed(DeliveryAnswer Answer) : Delivery(Answer);

    /// <summary>Not this time, because of the relay or our settings: any other mail would fare the same.</summary>
    internal sealed record RelayDown(DeliveryAnswer Answer) : Delivery(Answer);
}
