namespace Kept.Testing;

/// <summary>For what happens on another thread or in another process: looks again and again, for a while.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <exception cref="TimeoutException">It did not become true in time.</exception>
    public static Task IsTrueAsync(Func<bool> condition, TimeSpan? patience = null) =>
        IsTrueAsync(() => Task.FromResult(condition()), patience);

    /// <inheritdoc cref="IsTrueAsync(Func{bool}, TimeSpan?)"/>
    public static async Task IsTrueAsync(Func<Task<bool>> condition, TimeSpan? patience = null)
    {
        var (started, longest) = (TimeProvider.System.GetTimestamp(), patience ?? Patience);
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > longest)
            {
                throw new TimeoutException($"It did not become true within {longest.TotalSeconds} seconds.");
            }

            await Task.Delay(20);
        }
    }
}
