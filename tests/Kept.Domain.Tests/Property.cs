using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Kept.Domain.Tests;

/// <summary>
/// Tries a rule on many made-up samples: 3,000, 300 with KEPT_TEST_QUICK=1, or KEPT_TEST_CASES of them. The samples are the
/// same every time, so that a change is judged by what it changes; with KEPT_TEST_SEARCH=1 they are new ones, as
/// <c>./test --search</c> asks for to find what nobody has thought of.
/// </summary>
internal static class Property
{
    private static readonly int Runs =
        int.TryParse(Environment.GetEnvironmentVariable("KEPT_TEST_CASES"), out var cases) ? cases
        : Environment.GetEnvironmentVariable("KEPT_TEST_QUICK") is "1" ? 300
        : 3000;

    private static readonly bool Search = Environment.GetEnvironmentVariable("KEPT_TEST_SEARCH") is "1";

    private static readonly FSharpOption<Replay> SameEveryTime =
        FSharpOption<Replay>.Some(new Replay(new Rnd(20260302UL, 1UL), FSharpOption<int>.None));

    public static void Check<T>(Arbitrary<T> samples, Action<T> holds)
    {
        var config = Config.QuickThrowOnFailure.WithMaxTest(Runs).WithQuietOnSuccess(true);
        Prop.ForAll(samples, holds).Check(Search ? config : config.WithReplay(SameEveryTime));
    }
}
