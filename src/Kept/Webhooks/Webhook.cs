using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Kept.Webhooks;

public enum WebhookState
{
    Active,

    /// <summary>An administrator stopped it for a while: turns are kept and go out afterwards, those that are not too old.</summary>
    Paused,

    /// <summary>The endpoint asked not to be called again, or failed for days. Turns are not kept.</summary>
    SwitchedOff,
}

/// <summary>An address of another system that is told what happens to cases.</summary>
internal sealed class Webhook
{
    /// <summary>How long the former secret stays good beside a new one.</summary>
    public static readonly Duration SecretOverlap = Duration.FromHours(24);

    /// <summary>After failing for so long without one success it is switched off.</summary>
    public static readonly Duration MostPatience = Duration.FromDays(5);

    private Webhook()
    {
    }

    public Webhook(long id, WebhookTerms terms, WebhookSecret secret, long madeById, Instant now)
    {
        (Id, Secret, MadeById, CreatedAt) = (id, secret.ToString(), madeById, now);
        Change(terms);
    }

    public long Id { get; private set; }

    public int Version { get; private set; }

    public string Name { get; private set; } = "";

    public string Address { get; private set; } = "";

    /// <summary>Which turns, as <see cref="TurnGroup"/>s; empty for all.</summary>
    public string Groups { get; private set; } = "";

    /// <summary>Of which services, by their codes; empty for all.</summary>
    public string Services { get; private set; } = "";

    /// <summary>Names, contact details, places and words go with it, as long as its maker is an administrator.</summary>
    public bool Personal { get; private set; }

    public WebhookState State { get; private set; }

    public string Secret { get; private set; } = "";

    public string? FormerSecret { get; private set; }

    public Instant? FormerSecretUntil { get; private set; }

    public long MadeById { get; private set; }

    public Instant CreatedAt { get; private set; }

    /// <summary>The first failure since the last success.</summary>
    public Instant? FailingSince { get; private set; }

    /// <summary>How often it failed since then.</summary>
    public int Failures { get; private set; }

    /// <summary>Until then nothing is sent: it is down, or asked to be left alone.</summary>
    public Instant? QuietUntil { get; private set; }

    public WebhookTerms Terms => new(Name, Address, Split(Groups), Split(Services), Personal);

    /// <summary>The secrets to sign with at this moment, the newest first.</summary>
    public IEnumerable<WebhookSecret> SecretsAt(Instant now)
    {
        yield return WebhookSecret.Parse(Secret);
        if (FormerSecret is { } former && now < FormerSecretUntil)
        {
            yield return WebhookSecret.Parse(former);
        }
    }

    public void Change(WebhookTerms terms)
    {
        if (Address != terms.Address)
        {
            // What another endpoint did says nothing about this one.
            (FailingSince, Failures, QuietUntil) = (null, 0, null);
        }

        (Name, Address, Personal) = (terms.Name, terms.Address, terms.Personal);
        (Groups, Services) = (string.Join(',', terms.Groups), string.Join(',', terms.Services));
        Version++;
    }

    public void Rotate(WebhookSecret secret, Instant now)
    {
        (FormerSecret, FormerSecretUntil, Secret) = (Secret, now + SecretOverlap, secret.ToString());
        Version++;
    }

    public void Pause()
    {
        State = WebhookState.Paused;
        Version++;
    }

    /// <summary>From a pause, or after the endpoint was repaired; it gets all patience anew.</summary>
    public void GoOn()
    {
        (State, FailingSince, Failures, QuietUntil) = (WebhookState.Active, null, 0, null);
        Version++;
    }

    /// <summary>Somebody wants to see now whether it works. How long it has been failing is not forgotten by that.</summary>
    public void EndRest()
    {
        QuietUntil = null;
        Version++;
    }

    public void Succeeded()
    {
        (FailingSince, Failures, QuietUntil) = (null, 0, null);
        Version++;
    }

    /// <param name="now">The moment.</param>
    /// <param name="quietUntil">Null where the endpoint works and only refused this turn.</param>
    public void Failed(Instant now, Instant? quietUntil)
    {
        (FailingSince, Failures, QuietUntil) = (FailingSince ?? now, Failures + 1, quietUntil);
        Version++;
    }

    public void SwitchOff()
    {
        State = WebhookState.SwitchedOff;
        Version++;
    }

    private static IReadOnlyList<string> Split(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>What an administrator says about a webhook.</summary>
internal sealed record WebhookTerms(string Name, string Address, IReadOnlyList<string> Groups, IReadOnlyList<string> Services, bool Personal)
{
    /// <summary>Another for other terms: deliveries change a webhook all the time, and its terms seldom.</summary>
    public string Mark => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(
        new object[] { Name, Address, Groups, Services, Personal })))[..16];

    public bool Wants(TurnType type, string service) =>
        (Groups.Count == 0 || Groups.Contains(type.Group.ToString())) && (Services.Count == 0 || Services.Contains(service));
}

internal sealed class WebhookMapping : IEntityTypeConfiguration<Webhook>
{
    public void Configure(EntityTypeBuilder<Webhook> builder)
    {
        builder.ToTable("webhooks").Property(webhook => webhook.Id).ValueGeneratedNever();
        builder.Property(webhook => webhook.Version).IsConcurrencyToken();
        builder.Ignore(webhook => webhook.Terms);
    }
}
