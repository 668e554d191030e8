using System.Collections.Immutable;
using Kept.Staff;
using NodaTime;

namespace Kept.Keys;

/// <summary>Rules for what is decided when a key is made.</summary>
internal static class KeyProblems
{
    public const int LongestLabel = 60;
    public const int MostPerMinute = 6000;

    public static ImmutableArray<InputProblem> Of(NewKey made, KeyRights offered, Instant now)
    {
        var problems = ImmutableArray.CreateBuilder<InputProblem>();
        if (string.IsNullOrWhiteSpace(made.Label) || made.Label.Length > LongestLabel || made.Label.Any(char.IsControl))
        {
            problems.Add(new InputProblem("Label", "keys.problem.label"));
        }

        if (made.Rights == KeyRights.None || (made.Rights & ~offered) != KeyRights.None)
        {
            problems.Add(new InputProblem("Rights", "keys.problem.rights"));
        }

        if (made.PerMinute is < 1 or > MostPerMinute)
        {
            problems.Add(new InputProblem("PerMinute", "keys.problem.perMinute"));
        }

        if (made.ExpiresAt <= now)
        {
            problems.Add(new InputProblem("Expires", "keys.problem.expires"));
        }

        return problems.ToImmutable();
    }

    /// <summary>What a key may not ask for when it makes another of the same person.</summary>
    public static IEnumerable<InputProblem> Beyond(KeyHolder through, NewKey made)
    {
        if ((made.Rights & ~through.Rights) != KeyRights.None)
        {
            yield return new InputProblem("Rights", "keys.problem.rightsBeyond");
        }

        if (through.ExpiresAt is { } end && !(made.ExpiresAt <= end))
        {
            yield return new InputProblem("Expires", "keys.problem.expiresBeyond");
        }
    }
}
