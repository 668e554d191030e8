using Dapper;
using Kept.Desk.Queue;
using Kept.Domain.Promises;
using Kept.Storage;
using Kept.Surveys;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Desk.Overview.CasesBehind;

/// <param name="From">The first moment of the weeks.</param>
/// <param name="To">The first moment after them.</param>
/// <param name="After">The last case of the page before; null for the first page.</param>
internal sealed record CasesBehindInput(CountedCases What, Instant From, Instant To, string? Team, string? Service, long? After);

/// <param name="Next">Where the next page begins; null on the last.</param>
internal sealed record CasesBehindPage(IReadOnlyList<QueueRow> Rows, long? Next);

/// <summary>Finds the cases behind a figure of the overview, the newest first.</summary>
internal sealed class CasesBehind(KeptDb db, ReadQueue queue)
{
    public const int PageSize = 50;

    public async Task<CasesBehindPage> HandleAsync(CasesBehindInput input, CancellationToken cancellationToken)
    {
        var (text, values) = Statement(input);
        var records = (await db.Database.GetDbConnection().QueryAsync<QueueRecord>(
            new CommandDefinition(text, values, cancellationToken: cancellationToken))).AsList();
        var shown = records.Take(PageSize).ToList();
        return new CasesBehindPage(await queue.RowsAsync(shown, cancellationToken), records.Count > PageSize ? shown[^1].Id.Value : null);
    }

    public static (string Text, DynamicParameters Values) Statement(CasesBehindInput input)
    {
        var values = new DynamicParameters();
        values.Add("from", input.From);
        values.Add("to", input.To);
        values.Add("take", PageSize + 1);
        var conditions = Narrow(values, "c.team", "team", input.Team)
            + Narrow(values, "c.service_code", "service", input.Service)
            + (input.After is { } after ? Narrow(values, "c.id", "after", after, "<") : "");
        return ($"SELECT 0 AS segment, {QueueSql.Columns} FROM cases c WHERE c.id IN ({Counted(input.What)}){conditions} ORDER BY c.id DESC LIMIT @take", values);
    }

    /// <summary>Each condition is one that an index is partial by, word for word.</summary>
    private static string Counted(CountedCases what) => what switch
    {
        CountedCases.Kept => Settled(PromiseState.Kept),
        CountedCases.Broken => Settled(PromiseState.Broken),
        CountedCases.Revised => Settled(PromiseState.Revised) + " AND p.replaced_by_id IS NOT NULL AND p.suspended_at IS NULL",
        CountedCases.Received => "SELECT r.id FROM cases r WHERE r.received_at >= @from AND r.received_at < @to",
        CountedCases.Closed => "SELECT d.id FROM cases d WHERE d.state = 'Closed' AND d.closed_at >= @from AND d.closed_at < @to",
        CountedCases.Chasers => "SELECT o.case_id FROM contacts o WHERE o.chaser AND o.incoming AND o.at >= @from AND o.at < @to",
        CountedCases.Yes => Answered(SurveyAnswer.Yes),
        CountedCases.No => Answered(SurveyAnswer.No),
        CountedCases.Unsure => Answered(SurveyAnswer.Unsure),
        _ => throw new ArgumentOutOfRangeException(nameof(what)),
    };

    private static string Settled(PromiseState state) =>
        $"SELECT p.case_id FROM promises p WHERE p.state = '{state}' AND p.settled_at >= @from AND p.settled_at < @to AND p.settled_at IS NOT NULL";

    private static string Answered(SurveyAnswer answer) =>
        $"SELECT s.case_id FROM surveys s WHERE s.answer = '{answer}' AND s.answered_at >= @from AND s.answered_at < @to AND s.answered_at IS NOT NULL";

    private static string Narrow(DynamicParameters values, string column, string name, object? value, string compare = "=")
    {
        if (value is null)
        {
            return "";
        }

        values.Add(name, value);
        return $" AND {column} {compare} @{name}";
    }
}
