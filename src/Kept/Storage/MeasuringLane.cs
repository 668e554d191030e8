namespace Kept.Storage;

/// <summary>Counts who waits for the database and how long, and the cases that came in.</summary>
internal sealed class MeasuringLane(IWriteLane lane, Pressure pressure, StorageMeters meters) : IWriteLane, IAsyncDisposable
{
    public async Task<int> SaveAsync(KeptDb db, CancellationToken cancellationToken)
    {
        var received = db.ReceivedCase;
        var save = pressure.Begin();
        var saved = false;
        try
        {
            var rows = await lane.SaveAsync(db, cancellationToken);
            saved = true;
            if (received is not null)
            {
                meters.Received(received);
            }

            return rows;
        }
        finally
        {
            var took = pressure.End(save);
            if (saved)
            {
                meters.Saved(took);
            }
            else
            {
                meters.Failed();
            }
        }
    }

    public ValueTask DisposeAsync() => lane is IAsyncDisposable disposable ? disposable.DisposeAsync() : ValueTask.CompletedTask;
}
