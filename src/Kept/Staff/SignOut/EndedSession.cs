using Kept.Staff.Access;
using Kept.Storage;
using Kept.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Kept.Staff.SignOut;

/// <summary>A sign-in that was ended by signing out. Its cookie is gone from that browser; whoever has a copy shall not go on with it.</summary>
internal sealed class EndedSession(string session, Instant endedAt)
{
    /// <summary>As the cookie names it (<see cref="StaffClaims.Session"/>).</summary>
    public string Session { get; private set; } = session;

    public Instant EndedAt { get; private set; } = endedAt;
}

internal sealed class EndedSessionMapping : IEntityTypeConfiguration<EndedSession>
{
    public void Configure(EntityTypeBuilder<EndedSession> builder) => builder.ToTable("ended_sessions").HasKey(ended => ended.Session);
}

/// <summary>Forgets them when every copy of their cookies has run out by itself.</summary>
internal sealed class ForgetEndedSessions(KeptDb db, IClock clock) : IPeriodicWork
{
    /// <summary>No cookie is renewed once its session has ended.</summary>
    public static readonly Duration Age = Duration.FromTimeSpan(StaffCookie.Lifetime) + Duration.FromHours(1);

    public Duration Pause { get; } = Duration.FromMinutes(15);

    public Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var before = clock.GetCurrentInstant() - Age;
        return OldRows.RemoveAsync(db, db.Set<EndedSession>().Where(ended => ended.EndedAt <= before).OrderBy(ended => ended.EndedAt), cancellationToken);
    }
}
