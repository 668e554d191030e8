using System.Text;
using Dapper;
using Kept.Desk.Queue;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Desk.Search;

/// <param name="More">There are more than are shown.</param>
internal sealed record FoundCases(IReadOnlyList<FoundCase> Cases, bool More);

/// <param name="Reporter">The name of the resident whose case it is.</param>
internal sealed record FoundCase(QueueRow Row, string? Reporter);

/// <summary>
/// Finds cases by whatever somebody has of them: the reference first, then open cases, then the newest. Of very many that
/// match, the newest are looked at, so that a common word costs no more than a rare one.
/// </summary>
internal sealed class FindCases(KeptDb db, ReadQueue queue)
{
    public const int UsualMost = 30;

    /// <summary>How many are looked at, at most.</summary>
    public const int Candidates = 120;

    public async Task<FoundCases> HandleAsync(string? typed, int most, CancellationToken cancellationToken)
    {
        var wanted = SearchWords.Parse(typed);
        if (wanted.IsEmpty)
        {
            return new FoundCases([], More: false);
        }

        var (text, values) = Statement(wanted, db.Database.IsNpgsql(), most);
        var records = (await db.Database.GetDbConnection().QueryAsync<FoundRecord>(
            new CommandDefinition(text, values, cancellationToken: cancellationToken))).AsList();
        var shown = records.Take(most).ToList();
        var rows = await queue.RowsAsync([.. shown], cancellationToken);
        return new FoundCases([.. rows.Zip(shown, (row, record) => new FoundCase(row, record.Reporter))], records.Count > most);
    }

    public static (string Text, DynamicParameters Values) Statement(SearchWords wanted, bool postgres, int most)
    {
        var values = new DynamicParameters();
        values.Add("words", postgres ? wanted.ForPostgres : wanted.ForSqlite);
        values.Add("candidates", Candidates);
        values.Add("most", most + 1);
        var found = new StringBuilder(postgres
            ? "SELECT id FROM (SELECT w.case_id AS id FROM case_words w WHERE w.index @@ to_tsquery('simple', @words) ORDER BY w.case_id DESC LIMIT @candidates) AS by_words"
            : "SELECT id FROM (SELECT rowid AS id FROM case_words_index WHERE case_words_index MATCH @words ORDER BY rowid DESC LIMIT @candidates) AS by_words");
        Add(found, values, "SELECT id FROM cases WHERE reference = @reference", "reference", wanted.Reference?.Value);
        Add(found, values, Newest("mail_key = @mail"), "mail", wanted.MailKey);
        Add(found, values, Newest("phone_key = @phone"), "phone", wanted.PhoneKey);
        var order = $"{(wanted.Reference is null ? "" : "CASE WHEN c.reference = @reference THEN 0 ELSE 1 END, ")}CASE WHEN c.state = 'Closed' THEN 1 ELSE 0 END, c.id DESC";
        // Put in order first, by what an order needs; the columns are read of those alone that are shown.
        return ($"SELECT 0 AS segment, {QueueSql.Columns}, "
            + "(SELECT f.name FROM followers f WHERE f.case_id = c.id AND f.reporter LIMIT 1) AS reporter "
            + $"FROM (SELECT c.id FROM ({found}) AS found JOIN cases c ON c.id = found.id ORDER BY {order} LIMIT @most) AS shown "
            + $"JOIN cases c ON c.id = shown.id ORDER BY {order}", values);
    }

    private static string Newest(string condition) =>
        $"SELECT case_id FROM (SELECT case_id FROM followers WHERE {condition} ORDER BY id DESC LIMIT @candidates) AS newest";

    private static void Add(StringBuilder found, DynamicParameters values, string select, string name, string? value)
    {
        if (value is not null)
        {
            found.Append(" UNION ").Append(select);
            values.Add(name, value);
        }
    }
}

/// <summary>A row of the queue, and the resident's name.</summary>
internal sealed class FoundRecord : QueueRecord
{
    public string? Reporter { get; init; }
}
