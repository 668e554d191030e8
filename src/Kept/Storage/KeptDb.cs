using Kept.Api;
using Kept.Catalogue;
using Kept.Counts;
using Kept.Domain.Cases;
using Kept.Domain.Promises;
using Kept.Forwarding;
using Kept.Mail.Outgoing;
using Kept.Mail.Outgoing.SendDueMail;
using Kept.Webhooks;
using Kept.Webhooks.SendDueTurns;
using Kept.Workers;
using Microsoft.EntityFrameworkCore;

namespace Kept.Storage;

/// <summary>
/// The database. One model for SQLite and PostgreSQL; capabilities map their own entities (<c>…Mapping.cs</c>).
/// Every operation ends with one <see cref="DbContext.SaveChangesAsync(CancellationToken)"/>; on SQLite that goes
/// through the one writer, see <see cref="Sqlite.WriteLane"/>.
/// </summary>
internal sealed class KeptDb : DbContext
{
    private readonly IWriteLane lane;
    private readonly WorkBell<SendDueMail>? mailBell;
    private readonly CaseCounting? counting;
    private readonly SaveTurns? turns;
    private readonly WorkBell<SendDueTurns>? turnBell;
    private readonly RequestOnce? once;
    private readonly SaveOwnUpdates? ownUpdates;
    private bool hasNewMail;
    private Case? received;

    /// <param name="options">Which database, and how it is reached.</param>
    /// <param name="lane">How changes reach the disk.</param>
    /// <param name="mailBell">Rung when messages have been saved, so that they go out at once.</param>
    /// <param name="counting">Adds to every save of a case what it changes in the figures of the overview.</param>
    /// <param name="turns">Adds to every save of a case what other systems are told.</param>
    /// <param name="turnBell">Rung when such turns have been saved.</param>
    /// <param name="once">Adds to the save of a request the answer that a retry gets.</param>
    /// <param name="ownUpdates">Adds to every save of a case what partners who have it are told.</param>
    public KeptDb(
        DbContextOptions<KeptDb> options, IWriteLane lane, WorkBell<SendDueMail>? mailBell = null, CaseCounting? counting = null,
        SaveTurns? turns = null, WorkBell<SendDueTurns>? turnBell = null, RequestOnce? once = null,
        SaveOwnUpdates? ownUpdates = null)
        : base(options)
    {
        (this.lane, this.mailBell, this.counting, this.turns) = (lane, mailBell, counting, turns);
        (this.turnBell, this.once, this.ownUpdates) = (turnBell, once, ownUpdates);
        ChangeTracker.Tracked += (_, tracked) =>
        {
            hasNewMail |= tracked.Entry is { State: EntityState.Added, Entity: Message };
            received = !tracked.FromQuery && tracked.Entry.Entity is Case added ? added : received;
        };
    }

    /// <summary>The case that the save at hand adds.</summary>
    public Case? ReceivedCase => received is not null && Entry(received).State == EntityState.Added ? received : null;

    public DbSet<Case> Cases => Set<Case>();

    public DbSet<Promise> Promises => Set<Promise>();

    public DbSet<CaseEvent> CaseEvents => Set<CaseEvent>();

    public DbSet<ServiceVersion> ServiceVersions => Set<ServiceVersion>();

    public DbSet<CatalogueVersion> CatalogueVersions => Set<CatalogueVersion>();

    public DbSet<Message> Messages => Set<Message>();

    public DbSet<ConfirmedAddress> ConfirmedAddresses => Set<ConfirmedAddress>();

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var (rows, hasTurns) = await SaveDetectedAsync(cancellationToken);
        if (hasNewMail)
        {
            hasNewMail = false;
            mailBell?.Ring();
        }

        if (hasTurns)
        {
            turnBell?.Ring();
        }

        return rows;
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Save asynchronously: the writer commits several savers together.");

    /// <summary>The plain save, inside whatever transaction is open: for the lane alone.</summary>
    internal Task<int> SaveNowAsync(CancellationToken cancellationToken) => base.SaveChangesAsync(true, cancellationToken);

    /// <summary>The plain save, which leaves the change tracker as it is until the lane has committed.</summary>
    internal int SaveWithoutAccepting() => base.SaveChanges(false);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        Conversions.Configure(configurationBuilder, Database.IsNpgsql());

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(KeptDb).Assembly);
        SnakeCase.Apply(modelBuilder);
    }

    /// <summary>Looks for changes once; all who look into the tracker on the way to the disk would else compare every value again.</summary>
    private async Task<(int Rows, bool HasTurns)> SaveDetectedAsync(CancellationToken cancellationToken)
    {
        ChangeTracker.DetectChanges();
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            if (counting is not null)
            {
                await counting.CountAsync(this, cancellationToken);
            }

            if (ownUpdates is not null)
            {
                await ownUpdates.AddAsync(this, cancellationToken);
            }

            var hasTurns = turns is not null && await turns.AddAsync(this, cancellationToken);
            once?.Join(this);
            return (await lane.SaveAsync(this, cancellationToken), hasTurns);
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }
}
