using System.Security.Cryptography;
using System.Text;
using Kept.Domain.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Kept.Tracking.AskForCode;

/// <summary>
/// Somebody has a reference and no link, and asks for a code by mail. The answer they see is the same whether the case
/// exists or not, and takes the same time: this row is all that is saved; the worker does the rest.
/// </summary>
internal sealed class CodeRequest(long id, string reference, string mailKey, string language, Instant askedAt)
{
    public static readonly Duration Lifetime = Duration.FromMinutes(30);

    /// <summary>After so many wrong codes, none is right any more.</summary>
    public const int MostTries = 5;

    private const int Digits = 6;

    public long Id { get; private set; } = id;

    public int Version { get; private set; }

    /// <summary>Stands in the address of the page that takes the code.</summary>
    public Secret Secret { get; private set; } = Secret.NewRandom();

    public string Reference { get; private set; } = reference;

    public string MailKey { get; private set; } = mailKey;

    public string Language { get; private set; } = language;

    public Instant AskedAt { get; private set; } = askedAt;

    public Instant? HandledAt { get; private set; }

    /// <summary>Who the code belongs to; null where nobody of this address follows such a case.</summary>
    public long? FollowerId { get; private set; }

    public string? CodeHash { get; private set; }

    public int WrongTries { get; private set; }

    public Instant? UsedAt { get; private set; }

    /// <summary>Gives a fresh code to this follower, and returns it: it is not kept in the clear.</summary>
    public string Answer(long followerId, Instant now)
    {
        var code = RandomNumberGenerator.GetInt32(0, 1_000_000).ToString($"D{Digits}", System.Globalization.CultureInfo.InvariantCulture);
        (FollowerId, CodeHash) = (followerId, HashOf(code));
        Leave(now);
        return code;
    }

    /// <summary>There is nobody to answer.</summary>
    public void Leave(Instant now)
    {
        HandledAt = now;
        Version++;
    }

    /// <summary>Neither too old, nor used, nor guessed at too often.</summary>
    public bool IsOpen(Instant now) => WrongTries < MostTries && UsedAt is null && now - AskedAt <= Lifetime;

    /// <summary>Whether a mail with a good code goes out for this, as far as anybody knows at present.</summary>
    public bool Answers(Instant now) => IsOpen(now) && (HandledAt is null || CodeHash is not null);

    /// <summary>Whether this is the code that was sent for it.</summary>
    public bool IsCode(string typed, Instant now)
    {
        var digits = string.Concat(typed.Where(char.IsAsciiDigit));
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(CodeHash ?? ""), Encoding.ASCII.GetBytes(HashOf(digits))) && IsOpen(now);
    }

    /// <summary>It works once.</summary>
    public void Use(Instant now)
    {
        UsedAt = now;
        Version++;
    }

    /// <summary>A wrong code was typed on its page.</summary>
    public void Miss()
    {
        WrongTries++;
        Version++;
    }

    private string HashOf(string code) => Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(Secret.Text + code)));
}

internal sealed class CodeRequestMapping : IEntityTypeConfiguration<CodeRequest>
{
    public void Configure(EntityTypeBuilder<CodeRequest> builder)
    {
        builder.ToTable("code_requests").Property(request => request.Id).ValueGeneratedNever();
        builder.Property(request => request.Version).IsConcurrencyToken();
    }
}
