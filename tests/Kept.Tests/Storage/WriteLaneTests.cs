using Kept.Storage;
using Kept.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Kept.Tests.Storage;

/// <summary>The one writer on SQLite when the disk or the database refuses a whole commit.</summary>
public sealed class WriteLaneTests
{
    [Fact]
    public async Task When_the_commit_fails_nobody_of_that_commit_is_told_it_was_saved()
    {
        await using var app = await KeptApp.StartAsync();
        await ExecuteAsync(app, """
            CREATE TABLE checked_late (message_id INTEGER REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED);
            CREATE TRIGGER late AFTER INSERT ON messages WHEN new.subject = 'Breaks the commit'
            BEGIN INSERT INTO checked_late VALUES (-1); END;
            """);

        var told = await SaveTogetherAsync(app, "Before", "Breaks the commit", "After");

        told.ShouldAllBe(outcome => outcome is SqliteException);
        (await Messages.SubjectsAsync(app)).ShouldBe(["Opens the way"]);
        (await Messages.AddAsync(app, "Later")).ShouldBe(1);
    }

    [Fact]
    public async Task When_the_database_takes_back_the_whole_transaction_nobody_in_it_is_told_it_was_saved()
    {
        await using var app = await KeptApp.StartAsync();
        await ExecuteAsync(app, """
            CREATE TRIGGER full BEFORE INSERT ON messages WHEN new.subject = 'Does not fit'
            BEGIN SELECT RAISE(ROLLBACK, 'database or disk is full'); END;
            """);

        var told = await SaveTogetherAsync(app, "Before", "Does not fit", "After");

        told.ShouldAllBe(outcome => outcome != null);
        (await Messages.SubjectsAsync(app)).ShouldBe(["Opens the way"]);
        (await Messages.AddAsync(app, "Later")).ShouldBe(1);
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_restart()
    {
        await using var app = await KeptApp.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(number => Messages.AddAsync(app, $"Message {number}")));

        await app.RestartAsync();

        (await Messages.SubjectsAsync(app)).Count.ShouldBe(50);
    }

    /// <summary>
    /// Saves all of these in one commit: somebody else holds the database until all of them wait. What each was told
    /// is null for "saved", or the refusal.
    /// </summary>
    private static async Task<IReadOnlyList<Exception?>> SaveTogetherAsync(KeptApp app, params string[] subjects)
    {
        await using var other = new SqliteConnection(app.Database.ConnectionString);
        await other.OpenAsync();
        List<Task<int>> savers;
        Task<int> first;
        await using (var held = other.BeginTransaction(deferred: false))
        {
            first = Messages.AddAsync(app, "Opens the way");
            await UntilWaitingAsync(app, 1);
            savers = [.. subjects.Select(subject => Messages.AddAsync(app, subject))];
            await UntilWaitingAsync(app, 1 + subjects.Length);
            await held.RollbackAsync();
        }

        await first;
        var told = new List<Exception?>();
        foreach (var saver in savers)
        {
            told.Add(await Record.ExceptionAsync(() => saver));
        }

        return told;
    }

    /// <summary>Until so many have begun to save, and a moment for the step from there into the queue and out of it.</summary>
    private static async Task UntilWaitingAsync(KeptApp app, int savers)
    {
        await Eventually.IsTrueAsync(() => app.Services.GetRequiredService<Pressure>().Waiting == savers);
        await Task.Delay(200);
    }

    private static async Task ExecuteAsync(KeptApp app, string sql)
    {
        await using var connection = new SqliteConnection(app.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
