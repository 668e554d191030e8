using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Kept.Browser.Tests.Windows;

/// <summary>One test for every <see cref="View"/>: beside <c>[Theory]</c>, the last parameter is the view.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ViewsAttribute(params object?[] data) : DataAttribute
{
    /// <summary>While a page is being worked on: <c>KEPT_TEST_VIEWS=phone-de,desktop-en-noscript</c>.</summary>
    private static readonly string[]? Chosen = Environment.GetEnvironmentVariable("KEPT_TEST_VIEWS")?.Split(',');

    /// <summary>Only the large screen with script, in every language: for walks so long that ten of them would take the run's time.</summary>
    public bool DesktopOnly { get; set; }

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new(View.All.Where(IsWanted).Select(view => (ITheoryDataRow)new TheoryDataRow([.. data, view])).ToArray());

    private bool IsWanted(View view) =>
        (!DesktopOnly || (view.Screen == Screen.Desktop && view.HasScript)) && (Chosen is null || Chosen.Contains(view.ToString()));

    /// <summary>Views are objects, which the runner cannot take apart and put together again.</summary>
    public override bool SupportsDiscoveryEnumeration() => false;
}
