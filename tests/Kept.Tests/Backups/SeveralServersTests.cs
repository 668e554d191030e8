using Kept.Backups;
using Kept.Backups.MakeBackup;
using Kept.Backups.RestoreBackup;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Tests.Nodes;
using Npgsql;
using Shouldly;
using Xunit;

namespace Kept.Tests.Backups;

/// <summary>With all servers in the connection string, as the documentation has it.</summary>
public sealed class SeveralServersTests
{
    [ClusterFact]
    public async Task A_backup_is_made_and_put_back_on_the_primary_whichever_is_named_first()
    {
        await using var pair = await PostgresPair.StartAsync();
        var place = Path.Combine(TestFolder.New("backups"), "b.tar");
        Installation installation;
        string content;
        await using (var council = await KeptApp.StartAsync(Database.PostgreSql, options =>
        {
            options.Settings["Kept:Demo"] = "true";
            options.Settings["Kept:Database:ConnectionString"] = pair.StandbyFirst;
        }))
        {
            installation = Installation.Of(council).Seen(pair.StandbyFirst);
            content = await Installation.ContentAsync(council);
            (await BackupTests.MakeAsync(installation, place)).ShouldBeOfType<BackupOutcome.Made>();
        }

        await using var source = installation;
        (await BackupTests.RestoreAsync(source, place, replace: true)).ShouldBeOfType<RestoreOutcome.Restored>();

        (await source.ContentAsync()).ShouldBe(content);
    }

    [Fact]
    public void The_tools_hear_everything_that_the_program_knows()
    {
        var settings = new NpgsqlConnectionStringBuilder(
            "Host=db1:5433,[::1]:5434;Username=kept;Password=secret;SSL Mode=VerifyFull;Root Certificate=/etc/ca.pem;"
            + "SSL Certificate=/etc/kept.pem;SSL Key=/etc/kept.key;Target Session Attributes=prefer-primary;Search Path=a b;Channel Binding=Require");

        var told = PostgresEnvironment.Of("[::1]", 5434, settings).Where(told => !string.IsNullOrEmpty(told.Value)).ToDictionary(told => told.Name, told => told.Value);

        told.ShouldBe(new Dictionary<string, string?>
        {
            ["PGHOST"] = "::1",
            ["PGPORT"] = "5434",
            ["PGTARGETSESSIONATTRS"] = "primary",
            ["PGUSER"] = "kept",
            ["PGPASSWORD"] = "secret",
            ["PGSSLMODE"] = "verify-full",
            ["PGSSLROOTCERT"] = "/etc/ca.pem",
            ["PGSSLCERT"] = "/etc/kept.pem",
            ["PGSSLKEY"] = "/etc/kept.key",
            ["PGCHANNELBINDING"] = "require",
            ["PGOPTIONS"] = @"-csearch_path=a\ b",
            ["PGKRBSRVNAME"] = "postgres",
        }, ignoreOrder: true);
    }
}
