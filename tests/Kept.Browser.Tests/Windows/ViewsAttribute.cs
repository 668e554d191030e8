using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Kept.Browser.Tests.Windows;

/// <summary>One test for every <see cref="View"/>: beside <c>[Theory]</c>, the last parameter is the view.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ViewsAttribute(params object?[] data) : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new(View.All.Select(view => (ITheoryDataRow)new TheoryDataRow([.. data, view])).ToArray());

    /// <summary>Views are objects, which the runner cannot take apart and put together again.</summary>
    public override bool SupportsDiscoveryEnumeration() => false;
}
