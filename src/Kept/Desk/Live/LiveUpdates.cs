using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Kept.Desk.Queue;
using Kept.Domain.Cases;
using Kept.Staff;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Desk.Live;

/// <summary>
/// What pages of the desk hear while they are open: counts of the views, and that the case they show has a newer version.
/// Saves of this process are heard at once, those of others when the stream looks, every ten seconds.
/// </summary>
internal sealed class LiveUpdates(IServiceScopeFactory scopes, SavedCases saved, TimeProvider time, IHostApplicationLifetime lifetime)
{
    public static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    /// <summary>In a busy hour the counts are not worth a statement for every save.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    public async IAsyncEnumerable<SseItem<string>> ForAsync(
        StaffIdentity reader, Reference? shown, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        using var listening = saved.Listen();
        (QueueCounts? counts, int? version) known = default;
        while (!ends.IsCancellationRequested)
        {
            var now = await LookAsync(reader, shown, ends.Token);
            if (now.Counts != known.counts)
            {
                yield return new SseItem<string>(JsonSerializer.Serialize(ShownCounts(now.Counts)), "counts");
            }

            if (now.Version is { } version && version != known.version)
            {
                yield return new SseItem<string>(version.ToString(System.Globalization.CultureInfo.InvariantCulture), "version");
            }

            known = now;
            if (!await WaitAsync(listening, ends.Token))
            {
                yield break;
            }
        }
    }

    private async Task<(QueueCounts Counts, int? Version)> LookAsync(StaffIdentity reader, Reference? shown, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var counts = await scope.ServiceProvider.GetRequiredService<CountQueue>().HandleAsync(reader, cancellationToken);
        var version = shown is { } reference
            ? await scope.ServiceProvider.GetRequiredService<KeptDb>().Cases.AsNoTracking()
                .Where(known => known.Reference == reference).Select(known => (int?)known.Version).SingleOrDefaultAsync(cancellationToken)
            : null;
        return (counts, version);
    }

    /// <summary>Until something is saved here, or it is time to look; false when the stream ends.</summary>
    private async Task<bool> WaitAsync(SavedCases.Listening listening, CancellationToken cancellationToken)
    {
        try
        {
            using var look = new CancellationTokenSource(Look, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(look.Token, cancellationToken);
            try
            {
                await listening.Saved.WaitToReadAsync(either.Token);
                await Task.Delay(Rest, time, either.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Time to look.
            }

            while (listening.Saved.TryRead(out _))
            {
            }

            return !cancellationToken.IsCancellationRequested;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static Dictionary<string, string> ShownCounts(QueueCounts counts) => Enum.GetValues<QueueView>()
        .Where(view => counts.Of(view) is not null)
        .ToDictionary(view => view.ToString().ToLowerInvariant(), view => QueueCounts.Shown(counts.Of(view)!.Value));
}
