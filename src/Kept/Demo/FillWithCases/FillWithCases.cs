using System.Threading.Channels;
using Kept.Catalogue;
using Kept.Counts.RecountOverview;
using Kept.Files;
using Kept.Promises;
using Kept.Settings;
using Kept.Storage;
using Kept.Storage.Bulk;
using Kept.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Demo.FillWithCases;

/// <param name="Cases">How many are added, at least 1.</param>
/// <param name="Seed">The same seed at the same moment tells the same stories; references and secrets are always drawn anew.</param>
/// <param name="Days">How far back the first may begin.</param>
internal sealed record FillWithCasesInput(int Cases, int Seed, int Days)
{
    /// <summary>What a new demo council begins with: a few weeks, so that there is something to do on the first day.</summary>
    public static FillWithCasesInput First { get; } = new(Cases: 90, Seed: 1, Days: 45);
}

internal abstract record FillWithCasesOutcome
{
    private FillWithCasesOutcome()
    {
    }

    public sealed record Filled(int Cases, int Closed) : FillWithCasesOutcome;

    /// <summary>Nobody of the demo council works here: these are the cases of real people, and stay alone.</summary>
    public sealed record NotADemo : FillWithCasesOutcome;
}

/// <summary>
/// Adds believable cases to a demo council: the lives of all of them are told at once, in order of time, by the rules every
/// case lives by, and what is left of each is written in large batches.
/// </summary>
internal sealed class FillWithCases(
    KeptDb db, CatalogueInUse catalogue, PromiseMakers makers, TextLibrary texts, FileStore files, FileInspector inspector, RecountOverview recount,
    IOptions<KeptSettings> settings, IClock clock)
{
    private const int Batch = 4_000;
    private const int MostBatchesWaiting = 1;
    private const double ResidentsPerCase = 0.6;

    /// <param name="progress">Told how many cases have been written.</param>
    /// <exception cref="OperationCanceledException">Cases that were written until then stay.</exception>
    public async Task<FillWithCasesOutcome> HandleAsync(FillWithCasesInput input, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(input.Cases, 1);
        var staff = await DemoColleagues.ReadAsync(db, cancellationToken);
        if (staff.IsEmpty)
        {
            return new FillWithCasesOutcome.NotADemo();
        }

        var now = clock.GetCurrentInstant();
        var (stories, arrivals) = await PrepareAsync(input, staff, now, cancellationToken);
        var batches = Channel.CreateBounded<List<ToldCase>>(MostBatchesWaiting);
        await using var writer = BulkWriter.For(db, settings);
        var writing = Task.Run(() => WriteAsync(writer, batches.Reader, progress, cancellationToken), CancellationToken.None);
        var closed = 0;
        try
        {
            foreach (var batch in stories.Tell(arrivals, now).Chunk(Batch))
            {
                closed += batch.Count(told => told.Case.IsClosed);
                await batches.Writer.WriteAsync([.. batch], cancellationToken);
            }
        }
        finally
        {
            batches.Writer.Complete();
            await writing;
        }

        await recount.HandleAsync(cancellationToken: cancellationToken);
        if (arrivals.Length > Batch)
        {
            await writer.AnalyseAsync(cancellationToken);
        }

        return new FillWithCasesOutcome.Filled(arrivals.Length, closed);
    }

    private static async Task WriteAsync(
        BulkWriter writer, ChannelReader<List<ToldCase>> batches, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var written = 0;
        await foreach (var batch in batches.ReadAllAsync(cancellationToken))
        {
            await writer.WriteAsync(batch.SelectMany(told => told.Rows()), cancellationToken);
            progress?.Report(written += batch.Count);
        }
    }

    private async Task<(Stories Stories, Instant[] Arrivals)> PrepareAsync(
        FillWithCasesInput input, System.Collections.Immutable.ImmutableArray<Colleague> staff, Instant now, CancellationToken cancellationToken)
    {
        var (dice, storyClock) = (new Dice(input.Seed), new StoryClock());
        var ids = new IdSource(storyClock);
        await db.Database.OpenConnectionAsync(cancellationToken);
        ids.UseStart(await ProcessNumbers.DrawAsync(db.Database.GetDbConnection(), nameof(FillWithCases), now));
        var taken = await TakenBefore.ReadAsync(db, cancellationToken);
        await db.Database.CloseConnectionAsync();

        var zone = DateTimeZoneProviders.Tzdb[settings.Value.Organisation.TimeZone];
        var streets = new Streets(DemoData.Places(), settings.Value.Map);
        var residents = new Residents(input.Seed, (int)(input.Cases * ResidentsPerCase), streets, texts);
        var post = new DemoPost(ids, texts, settings.Value, dice, taken.Confirmed);
        var council = new DemoCouncil(catalogue.Current, makers, staff, ids, storyClock, dice, post, residents, zone);
        var opening = new CaseOpening(council, streets, texts, new DemoFiles(files, inspector, ids, dice), taken);
        return (new Stories(council, opening), new Arrivals(dice, zone).Before(now, input.Days, input.Cases));
    }
}
