using Kept.Testing.Databases;
using Kept.Tests.Desk;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Kept.Tests.Webhooks;

public sealed class DueTurnsPlanTests
{
    [Fact]
    public async Task What_is_due_is_found_by_indexes_however_much_waits()
    {
        await using var other = await OtherSystem.StartAsync(Database.Sqlite);
        var (id, _) = await other.HookAsync();
        await other.App.ReceiveAsync();

        var plan = await other.App.ReadAsync(async db =>
        {
            var due = Kept.Webhooks.SendDueTurns.ClaimDueTurns.Due(db, id, other.App.Now, 4);
            await using var command = due.CreateDbCommand();
            command.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
            await db.Database.OpenConnectionAsync();
            await using var rows = await command.ExecuteReaderAsync();
            var lines = new List<string>();
            while (await rows.ReadAsync())
            {
                lines.Add(rows.GetString(3));
            }

            return lines;
        });

        plan.ShouldContain(line => line.Contains("INDEX webhook_deliveries_due (webhook_id=? AND next_attempt_at<?)"), string.Join('\n', plan));
        plan.ShouldContain(line => line.Contains("INDEX webhook_deliveries_case (webhook_id=? AND case_id=? AND turn_id<?)"), string.Join('\n', plan));
    }
}
