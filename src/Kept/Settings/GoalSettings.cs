namespace Kept.Settings;

/// <summary>What the organisation wants to reach; drawn as lines in the pictures of the overview.</summary>
internal sealed class GoalSettings
{
    /// <summary>Of a hundred promises, how many are kept.</summary>
    public int PromisesKept { get; set; } = 95;

    /// <summary>How often residents have to ask in a hundred cases, at most.</summary>
    public int ChasersPerHundred { get; set; } = 10;

    /// <summary>Within how many days half of the cases are closed.</summary>
    public int DaysToClose { get; set; } = 14;

    /// <summary>Of a hundred residents who answered, how many say that it is really done.</summary>
    public int Satisfied { get; set; } = 85;

    /// <summary>Sentences about values that make no sense.</summary>
    public IEnumerable<string> Mistakes()
    {
        foreach (var (name, value) in new[] { (nameof(PromisesKept), PromisesKept), (nameof(ChasersPerHundred), ChasersPerHundred), (nameof(Satisfied), Satisfied) })
        {
            if (value is < 0 or > 100)
            {
                yield return $"Kept:Goals:{name} is {value}. Write a number from 0 to 100.";
            }
        }

        if (DaysToClose is < 1 or > 365)
        {
            yield return $"Kept:Goals:{nameof(DaysToClose)} is {DaysToClose}. Write a number of days from 1 to 365.";
        }
    }
}
