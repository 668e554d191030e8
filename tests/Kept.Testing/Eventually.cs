namespace Kept.Testing;

/// <summary>For what happens on another thread or in another process: looks again and again, for a while.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <exception cref="TimeoutException">It did not become true in time.</exception>
    public static Task IsTrueAsync(Func<bool> condition) => IsTrueAsync(() => Task.FromResult(condition()));

    /// <inheritdoc cref="IsTrueAsync(Func{bool})"/>
    public static async Task IsTrueAsync(Func<Task<bool>> condition)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > Patience)
            {
                throw new TimeoutException($"It did not become true within {Patience.TotalSeconds} seconds.");
            }

            await Task.Delay(20);
        }
    }
}
