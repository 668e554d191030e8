using Kept.Storage;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Kept.Tests.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace Kept.Tests.Storage;

/// <summary>While a cluster is updated node by node, programs work on a schema that is newer than they are.</summary>
public sealed class BesideANewerSchemaTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Where_every_table_has_new_columns_this_version_fills_a_council_takes_reports_closes_them_and_sends_mail(Database database)
    {
        await using var app = await KeptApp.StartAsync(database, options =>
        {
            options.Settings["Kept:Demo"] = "true";
            options.BeforeStart = app => app.WithAsync<IServiceProvider, bool>(services => MakeNewerAsync(services));
        });
        using var client = app.Client();

        var reference = await ApiReports.SendAsync(client, 1, Cancel);
        await app.AdvanceAsync(NodaTime.Duration.FromMinutes(2));
        await app.RestartAsync();
        await app.RecordVisitAndCloseAsync(await app.AddColleagueAsync("Nora Quist"), $"/desk/cases/{reference}");

        app.Mailbox.LastTo("ada1@example.org").Text.ShouldContain(reference);
        app.Log.Problems.Where(line => line.Level >= LogLevel.Error).ShouldBeEmpty();
        (await app.ReadAsync(db => db.Database.SqlQueryRaw<int>("SELECT later_count AS \"Value\" FROM cases").ToListAsync(Cancel)))
            .ShouldAllBe(count => count == 7);
    }

    [Theory, Databases]
    public async Task A_step_that_is_only_a_comment_stops_programs_that_cannot_read_a_new_word(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var word = new SchemaScript(9001, "word", "-- oldest program: 9000\n-- StoredFile may say Sketch.\n", 9000);
        await app.WithAsync<SchemaRunner, bool>(runner => runner.BringUpToDateAsync([.. SchemaScripts.For(database == Database.PostgreSql), word], Cancel));

        var problem = await Should.ThrowAsync<InvalidOperationException>(app.RestartAsync);

        problem.Message.ShouldContain("9001");
    }

    /// <summary>What a script may do that leaves older programs running, in every table there is.</summary>
    private static async Task<bool> MakeNewerAsync(IServiceProvider services)
    {
        var db = services.GetRequiredService<KeptDb>();
        var known = SchemaScripts.For(db.Database.IsNpgsql());
        var tables = db.Model.GetEntityTypes().Select(entity => entity.GetTableName()).Distinct();
        var sql = string.Concat(tables.Select(table => $"""
            ALTER TABLE {table} ADD COLUMN later_words text NULL;
            ALTER TABLE {table} ADD COLUMN later_count integer NOT NULL DEFAULT 7;
            CREATE INDEX {table}_later ON {table} (later_words);
            CREATE TABLE later_{table} (id bigint PRIMARY KEY, words text NOT NULL);

            """));
        return await services.GetRequiredService<SchemaRunner>().BringUpToDateAsync([.. known, new SchemaScript(9001, "later", sql, known[^1].Number)], Cancel);
    }
}
