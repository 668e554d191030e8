using Kept.Cases;
using Kept.Domain.Cases;
using Kept.Storage;
using Kept.Testing;
using Kept.Testing.Databases;
using Shouldly;
using Xunit;

namespace Kept.Tests.Cases;

public sealed class FreeReferencesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task A_reference_that_a_case_has_or_that_was_drawn_twice_is_drawn_anew(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var client = app.Client();
        var taken = Reference.Parse(await ApiReports.SendAsync(client, 1, Cancel));
        var (one, two, three) = (Reference.FromBits(1), Reference.FromBits(2), Reference.FromBits(3));
        var drawn = new Queue<Reference>([one, taken, one, taken, two, three]);

        var free = await app.WithAsync<KeptDb, Queue<Reference>>(db => new FreeReferences(db, drawn.Dequeue).DrawAsync(3, Cancel));

        free.Order(Comparer<Reference>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value))).ShouldBe(
            new[] { one, two, three }.OrderBy(reference => reference.Value, StringComparer.Ordinal));
    }
}
