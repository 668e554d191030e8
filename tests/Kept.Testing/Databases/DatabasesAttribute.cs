using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Kept.Testing.Databases;

/// <summary>
/// One test, every database: beside <c>[Theory]</c>, the first parameter is the <see cref="Database"/>, further ones are
/// filled from what is given here. With <c>KEPT_TEST_QUICK=1</c> PostgreSQL is skipped, and the run says so.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class DatabasesAttribute(params object?[] data) : DataAttribute
{
    internal static bool IsQuick => Environment.GetEnvironmentVariable("KEPT_TEST_QUICK") is "1";

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new(Enum.GetValues<Database>().Select(Row).ToArray());

    public override bool SupportsDiscoveryEnumeration() => true;

    private ITheoryDataRow Row(Database database) => new TheoryDataRow([database, .. data])
    {
        Skip = database == Database.PostgreSql && IsQuick ? "PostgreSQL is left out of a quick run." : null,
    };
}
