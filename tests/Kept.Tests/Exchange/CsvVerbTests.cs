using System.Text.Json.Nodes;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Tests.Commands;
using Kept.Tests.Desk;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Kept.Tests.Exchange;

/// <summary><c>kept export csv</c> and <c>kept import csv</c> as processes of their own, while the program serves.</summary>
public sealed class CsvVerbTests
{
    [Theory, Databases]
    public async Task What_is_exported_is_a_whole_file_and_what_is_imported_is_checked_first(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var received = await app.ReceiveAsync();
        var (table, old) = (Path.Combine(app.DataFolder, "cases.csv"), Path.Combine(app.DataFolder, "old.csv"));

        var (code, said, _) = await RunAsync(app, "export", "csv", "cases", table, "--bom", "--json");
        code.ShouldBe(0);
        JsonNode.Parse(said)!["lines"]!.GetValue<long>().ShouldBe(1);
        (await File.ReadAllTextAsync(table, TestContext.Current.CancellationToken)).ShouldContain(received.Reference.ToString());
        Directory.GetFiles(app.DataFolder, "*.part").ShouldBeEmpty();

        await File.WriteAllTextAsync(old, "external_id,service,received_at,title\nA-1,no-such,2025-01-01,Sofa\n", TestContext.Current.CancellationToken);
        var wrong = await RunAsync(app, "import", "csv", "cases", old, "--source", "Old desk");
        (wrong.Code, wrong.Said.Trim()).ShouldBe((1, "Line 2, service: There is no service with this code."));
        wrong.Error.ShouldContain("1 mistake in 1 row. Nothing was taken in.");

        await File.WriteAllTextAsync(old, "external_id,service,received_at,title\nA-1,fly-tipping,2025-01-01,Sofa\n", TestContext.Current.CancellationToken);
        (await RunAsync(app, "import", "csv", "cases", old, "--source", "Old desk", "--dry-run", "--json")).Said.Trim().ShouldBe("""{"outcome":"right","new":1,"thereAlready":0,"passedOver":0}""");
        (await RunAsync(app, "import", "csv", "cases", old, "--source", "Old desk")).Said.Trim().ShouldBe("1 row taken in, 0 were here already.");
        (await app.ReadAsync(db => db.Cases.CountAsync(TestContext.Current.CancellationToken))).ShouldBe(2);
        await File.WriteAllTextAsync(old, "case,id,at,kind,words\nA-1,1,2025-01-02,noted,Hello\nA-1,2,2025-01-03,warned,\n", TestContext.Current.CancellationToken);
        (await RunAsync(app, "import", "csv", "events", old, "--source", "Old desk")).Said.Trim().ShouldBe("1 row taken in, 0 were here already. 1 row passed over.");
        (await RunAsync(app, "import", "csv", "staff", old, "--by", "nobody@example.org")).Error.ShouldContain("Only an administrator who works here can invite.");
    }

    private static Task<(int Code, string Said, string Error)> RunAsync(KeptApp app, params string[] arguments) => ProgramRun.ToEndAsync(
        [
            ("Kept__DataFolder", app.DataFolder), ("Kept__Database__Provider", app.Database.Provider),
            ("Kept__Database__ConnectionString", app.Database.ConnectionString),
        ],
        arguments);
}
