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

    /// <summary>Whether this is the code; each wrong one counts, and a right one works once.</summary>
    public bool Use(string typed, Instant now)
    {
        Version++;
        var digits = string.Concat(typed.Where(char.IsAsciiDigit));
        var right = WrongTries < MostTries && UsedAt is null && now - AskedAt <= Lifetime
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(CodeHash ?? ""), Encoding.ASCII.GetBytes(HashOf(digits)));
        if (right)
        {
            UsedAt = now;
        }
        else
        {
            WrongTries++;
        }

        return right;
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
