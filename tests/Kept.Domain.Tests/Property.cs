using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Kept.Domain.Tests;

/// <summary>
/// Tries a rule on many made-up samples: 3,000, or 300 with KEPT_TEST_QUICK=1. KEPT_TEST_CASES sets another number and makes
/// the samples the same every time, as the mutation run needs: it tries the rules thousands of times over.
/// </summary>
internal static class Property
{
    private static readonly int? Fixed =
        int.TryParse(Environment.GetEnvironmentVariable("KEPT_TEST_CASES"), out var cases) ? cases : null;

    private static readonly int Runs = Fixed ?? (Environment.GetEnvironmentVariable("KEPT_TEST_QUICK") is "1" ? 300 : 3000);

    private static readonly FSharpOption<Replay> SameEveryTime =
        FSharpOption<Replay>.Some(new Replay(new Rnd(20260302UL, 1UL), FSharpOption<int>.None));

    public static void Check<T>(Arbitrary<T> samples, Action<T> holds)
    {
        var config = Config.QuickThrowOnFailure.WithMaxTest(Runs).WithQuietOnSuccess(true);
        Prop.ForAll(samples, holds).Check(Fixed is null ? config : config.WithReplay(SameEveryTime));
    }
}
