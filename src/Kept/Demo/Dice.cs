using NodaTime;

namespace Kept.Demo;

/// <summary>Chance that comes out the same for the same seed.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random random = new(seed);

    /// <summary>From 0 up to, but not including, 1.</summary>
    public double Share() => random.NextDouble();

    public bool Chance(double probability) => random.NextDouble() < probability;

    /// <summary>Both ends included.</summary>
    public int Between(int least, int most) => random.Next(least, most + 1);

    public T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];

    public Duration Between(Duration least, Duration most) => least + Duration.FromSeconds((long)((most - least).TotalSeconds * Share()));

    public Duration Minutes(int least, int most) => Between(Duration.FromMinutes(least), Duration.FromMinutes(most));

    /// <summary>The place whose weight was hit.</summary>
    public int Weighted(ReadOnlySpan<double> weights)
    {
        var total = 0.0;
        foreach (var weight in weights)
        {
            total += weight;
        }

        var hit = Share() * total;
        for (var i = 0; i < weights.Length - 1; i++)
        {
            if ((hit -= weights[i]) < 0)
            {
                return i;
            }
        }

        return weights.Length - 1;
    }

    /// <summary>So many of the items, each once, in their order.</summary>
    public IReadOnlyList<T> Some<T>(IReadOnlyList<T> items, int count)
    {
        var chosen = new List<T>(count);
        for (var i = 0; i < items.Count && chosen.Count < count; i++)
        {
            if (random.Next(items.Count - i) < count - chosen.Count)
            {
                chosen.Add(items[i]);
            }
        }

        return chosen;
    }
}

/// <summary>The time in the story that is being told.</summary>
internal sealed class StoryClock : IClock
{
    public Instant Now { get; set; } = NodaConstants.UnixEpoch;

    public Instant GetCurrentInstant() => Now;
}
