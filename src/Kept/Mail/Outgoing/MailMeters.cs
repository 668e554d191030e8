using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Kept.Mail.Outgoing;

/// <summary>Measures of what goes out.</summary>
internal sealed class MailMeters
{
    public const string MeterName = "Kept.Mail";

    private readonly Counter<long> deliveries;

    public MailMeters(IMeterFactory meters) => deliveries = meters.Create(MeterName)
        .CreateCounter<long>("kept.mail.deliveries", "{message}", "Attempts to hand a message over, by what came of them.");

    public static ActivitySource Source { get; } = new(MeterName);

    public void Tried(Delivery delivery) => deliveries.Add(1, KeyValuePair.Create<string, object?>("outcome", delivery.GetType().Name));
}
