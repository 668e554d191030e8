using Dapper;
using Kept.Staff;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Desk.Queue;

/// <summary>How many cases each view has, as far as anybody wants to know it exactly.</summary>
internal sealed record QueueCounts
{
    /// <summary>Counting ends here, so that it costs the same in a small town and in a large one.</summary>
    public const int Most = 1000;

    public int Mine { get; init; }

    public int Team { get; init; }

    public int Nobody { get; init; }

    public int Due { get; init; }

    public int Broken { get; init; }

    public int Waiting { get; init; }

    /// <summary>Null for a view that is not counted.</summary>
    public int? Of(QueueView view) => view switch
    {
        QueueView.Mine => Mine,
        QueueView.Team => Team,
        QueueView.Nobody => Nobody,
        QueueView.Due => Due,
        QueueView.Broken => Broken,
        QueueView.Waiting => Waiting,
        QueueView.All => null,
    };

    /// <summary>"7", or "999+".</summary>
    public static string Shown(int count) => count >= Most
        ? $"{Most - 1}+"
        : count.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Counts all views in one statement.</summary>
internal sealed class CountQueue(KeptDb db, ReadQueue queue)
{
    public async Task<QueueCounts> HandleAsync(StaffIdentity reader, CancellationToken cancellationToken)
    {
        var (text, values) = Statement(reader, queue.Soon(reader.Team));
        return await db.Database.GetDbConnection().QuerySingleAsync<QueueCounts>(
            new CommandDefinition(text, values, cancellationToken: cancellationToken));
    }

    public static (string Text, DynamicParameters Values) Statement(StaffIdentity reader, Instant soon)
    {
        var values = new DynamicParameters();
        values.Add("me", reader.Id);
        values.Add("soon", soon);
        values.Add("most", QueueCounts.Most);
        var mine = "";
        if (reader.Team is not null)
        {
            values.Add("team", reader.Team);
            mine = " AND team = @team";
        }

        return ("SELECT "
            + Count("mine", "owner_id = @me AND state <> 'Closed'") + ", "
            + Count("team", $"state <> 'Closed'{mine}") + ", "
            + Count("nobody", $"owner_id IS NULL AND state <> 'Closed'{mine}") + ", "
            + Count("due", $"next_due <= @soon AND state <> 'Closed'{mine}") + ", "
            + Count("broken", $"broken_promises > 0 AND state <> 'Closed'{mine}") + ", "
            + Count("waiting", $"state = 'Waiting' AND state <> 'Closed'{mine}"), values);
    }

    private static string Count(string name, string condition) =>
        $"(SELECT count(*) FROM (SELECT 1 FROM cases WHERE {condition} LIMIT @most) AS counted) AS {name}";
}
