using System.Runtime.CompilerServices;
using Dapper;
using Kept.Domain.Counts;
using Kept.Storage;

namespace Kept.Counts.RecountOverview;

/// <summary>Reads the facts of all cases, some thousand at a time, so that a million need no more memory than these.</summary>
internal sealed class ReadFacts
{
    private const int Batch = 4000;

    public async IAsyncEnumerable<CaseFacts> AllAsync(Snapshot snapshot, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (long last = 0; ;)
        {
            var cases = (await QueryAsync<CaseRow>(
                snapshot, "SELECT id, service_code, team, received_at, closed_at, outcome FROM cases WHERE id > @First ORDER BY id LIMIT @Last",
                last, Batch, cancellationToken)).AsList();
            if (cases.Count == 0)
            {
                yield break;
            }

            var parts = await PartsAsync(snapshot, cases[0].Id, last = cases[^1].Id, cancellationToken);
            foreach (var row in cases)
            {
                yield return parts.FactsOf(row);
            }
        }
    }

    private static async Task<PartRows> PartsAsync(Snapshot snapshot, long first, long last, CancellationToken cancellationToken) => new(
        await PartAsync<PromiseRow>(snapshot, "state, settled_at, replaced_by_id IS NOT NULL AS replaced, suspended_at IS NOT NULL AS stood_still FROM promises", "state <> 'Open'", first, last, cancellationToken),
        await PartAsync<ContactRow>(snapshot, "at, incoming, chaser, follower_id FROM contacts", "incoming", first, last, cancellationToken),
        await PartAsync<SurveyRow>(snapshot, "answer, answered_at FROM surveys", "answer IS NOT NULL", first, last, cancellationToken),
        await PartAsync<HandOverRow>(snapshot, "at, details FROM case_events", "kind = 'HandedOver'", first, last, cancellationToken, ", at, id"));

    private static async Task<ILookup<long, T>> PartAsync<T>(
        Snapshot snapshot, string columnsAndTable, string condition, long first, long last, CancellationToken cancellationToken, string then = "")
        where T : PartRow =>
        (await QueryAsync<T>(
            snapshot, $"SELECT case_id, {columnsAndTable} WHERE {condition} AND case_id BETWEEN @First AND @Last ORDER BY case_id{then}",
            first, last, cancellationToken)).ToLookup(row => row.CaseId);

    private static Task<IEnumerable<T>> QueryAsync<T>(Snapshot snapshot, string sql, long first, long last, CancellationToken cancellationToken) =>
        snapshot.Connection.QueryAsync<T>(new CommandDefinition(sql, new { First = first, Last = last }, snapshot.Transaction, cancellationToken: cancellationToken));
}
