using Dapper;
using Kept.Commands;
using Kept.Files;
using Kept.Operation.Examine;
using Kept.Storage;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Tests.Backups;
using Kept.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Operation;

/// <summary>What <c>kept doctor</c> finds, each fault made for it.</summary>
public sealed class DoctorTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task On_a_council_at_work_nothing_is_wrong(Database database)
    {
        await using var app = await BackupTests.DemoAsync(database);
        await app.RunDueWorkAsync();

        var findings = await LookAsync(app, Depth.Deep);

        findings.Where(finding => finding.Severity != Severity.Good && finding.Text is not ("undelivered" or "apart")).ShouldBeEmpty("but that the test has a clock of its own");
        findings.Where(finding => finding.Severity == Severity.Bad).ShouldBeEmpty();
        findings.Select(finding => finding.Check).Distinct().Count().ShouldBe(12);
    }

    [Fact]
    public async Task A_council_of_its_own_that_greets_people_as_the_demo_is_told_which_settings_to_write()
    {
        await using var app = await KeptApp.StartAsync(options => options.Settings["Kept:Organisation:Phone"] = "01632 960 999");

        var found = (await LookAsync(app)).Single(finding => finding.Check == "organisation");

        found.Severity.ShouldBe(Severity.Attention);
        var said = FindingWords.Sentence(found, app.Services.GetRequiredService<TextLibrary>().In("en"));
        said.ShouldContain("Millbrook Council, kept@millbrook.example");
        said.ShouldContain("Kept:Organisation:Name, Kept:Organisation:MailFrom");
        said.ShouldNotContain("Phone");
    }

    [Theory, Databases]
    public async Task Uploads_that_are_gone_changed_or_left_over_are_counted(Database database)
    {
        await using var app = await BackupTests.DemoAsync(database);
        var ids = await app.ReadAsync(db => db.Set<StoredFile>().OrderBy(file => file.Id).Select(file => file.Id).Take(2).ToListAsync(Cancel));
        File.Delete(PathOf(app, ids[0]));
        var bytes = await File.ReadAllBytesAsync(PathOf(app, ids[1]), Cancel);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(PathOf(app, ids[1]), bytes, Cancel);
        app.Services.GetRequiredService<FileStore>().StoreQuickly(4711, "left over"u8);
        File.SetLastWriteTimeUtc(PathOf(app, 4711), (app.Now - Duration.FromDays(10)).ToDateTimeUtc());

        var findings = await LookAsync(app, Depth.Deep);

        Of(findings, "uploads").ShouldBe([("missing", Severity.Bad), ("changed", Severity.Bad), ("orphans", Severity.Attention)]);
        Of(await LookAsync(app, Depth.Usual), "uploads").ShouldNotContain(("changed", Severity.Bad), "reading all of them is asked for by itself");
    }

    [Theory, Databases]
    public async Task Figures_that_differ_from_the_record_are_found_and_nothing_is_corrected(Database database)
    {
        await using var app = await BackupTests.DemoAsync(database);
        await ExecuteAsync(app, "UPDATE counts SET n = n + 1");
        await ExecuteAsync(app, "UPDATE count_changes SET n = n + 1");

        Of(await LookAsync(app), "counts").ShouldBe([("wrong", Severity.Attention)]);
        Of(await LookAsync(app), "counts").ShouldBe([("wrong", Severity.Attention)]);
    }

    [Theory, Databases]
    public async Task A_clock_behind_the_record_is_bad(Database database)
    {
        await using var app = await BackupTests.DemoAsync(database);
        await app.ReadAsync(db => db.Database.GetDbConnection().ExecuteAsync(
            "UPDATE case_events SET at = @at WHERE id = (SELECT max(id) FROM case_events)", new { at = app.Now + Duration.FromHours(2) }));

        Of(await LookAsync(app), "clock").ShouldBe([("behindRecord", Severity.Bad)]);
    }

    [Theory, Databases]
    public async Task An_older_and_a_newer_schema_are_told_apart_and_nothing_else_is_looked_at_in_the_database(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await ExecuteAsync(app, $"DELETE FROM schema_steps WHERE number = {SchemaScripts.NewestFor(database == Database.PostgreSql)}");
        var older = await LookAsync(app);
        Of(older, "database").ShouldBe([("older", Severity.Bad)]);
        older.ShouldNotContain(finding => finding.Check == "counts");

        await ExecuteAsync(app, "INSERT INTO schema_steps (number, name, applied_at) VALUES (9999, 'x', '')");
        Of(await LookAsync(app), "database").ShouldBe([("newer", Severity.Bad)]);
        await ExecuteAsync(app, "DELETE FROM schema_steps WHERE number = 9999");
    }

    [Fact]
    public async Task Rows_that_refer_to_nothing_are_found()
    {
        await using var app = await KeptApp.StartAsync();
        await ExecuteAsync(app, "PRAGMA foreign_keys = OFF; INSERT INTO pauses (id, case_id, from_at, reason) VALUES (1, 4711, 0, 'x'); PRAGMA foreign_keys = ON");

        Of(await LookAsync(app), "integrity").ShouldBe([("strays", Severity.Bad)]);
    }

    [Fact]
    public async Task A_relay_that_does_not_answer_is_bad_and_none_at_all_is_told()
    {
        await using var without = await KeptApp.StartAsync();
        Of(await LookAsync(without), "mail").ShouldBe([("noRelay", Severity.Attention)]);
        await using var with = await KeptApp.StartAsync(options =>
        {
            options.Settings["Mail:Smtp:Host"] = "127.0.0.1";
            options.Settings["Mail:Smtp:Port"] = FreePorts.Next().ToString(System.Globalization.CultureInfo.InvariantCulture);
        });
        Of(await LookAsync(with), "mail").ShouldBe([("unreachable", Severity.Bad)]);
    }

    [Fact]
    public async Task Without_a_database_it_says_so_and_makes_none()
    {
        await using var installation = await Installation.NewAsync(Database.Sqlite);

        var findings = await installation.WithAsync<Examine, IReadOnlyList<Finding>>(examine => examine.HandleAsync(Depth.Usual, null, Cancel));

        Of(findings, "database").ShouldBe([("none", Severity.Bad)]);
        File.Exists(Path.Combine(installation.Folder, "kept.db")).ShouldBeFalse();
    }

    [Theory, InlineData("en"), InlineData("de"), InlineData("hr"), InlineData("hu")]
    public async Task The_exit_code_tells_how_bad_it_is_in_every_language(string language)
    {
        await using var app = await BackupTests.DemoAsync(Database.Sqlite);
        await app.RunDueWorkAsync();
        var words = app.Services.GetRequiredService<TextLibrary>().In(language);

        Tell([Finding.Good("counts")], words).ShouldBe((0, true));
        Tell([Finding.Good("counts"), Finding.Attention("mail", "noRelay")], words).ShouldBe((1, false));
        Tell(await LookAsync(app), words).Code.ShouldBeLessThan(2);
        Tell([Finding.Bad("folder", "full", ("megabytes", 3L)), Finding.Good("counts")], words).ShouldBe((2, false));
    }

    private static (int Code, bool AllGood) Tell(IReadOnlyList<Finding> findings, Words words)
    {
        using var output = new StringWriter();
        var code = DoctorVerb.Tell(findings, json: false, words, output);
        return (code, output.ToString().Contains(words["doctor.command.allGood"], StringComparison.Ordinal));
    }

    private static Task<IReadOnlyList<Finding>> LookAsync(KeptApp app, Depth depth = Depth.Usual) =>
        app.WithAsync<Examine, IReadOnlyList<Finding>>(examine => examine.HandleAsync(depth, null, Cancel));

    private static IEnumerable<(string, Severity)> Of(IEnumerable<Finding> findings, string check) =>
        findings.Where(finding => finding.Check == check).Select(finding => (finding.Text, finding.Severity));

    private static string PathOf(KeptApp app, long id) => Path.Combine(app.DataFolder, FileStore.FolderName, FileStore.PlaceOf(id));

    private static Task<int> ExecuteAsync(KeptApp app, string sql) => app.ReadAsync(db => db.Database.GetDbConnection().ExecuteAsync(sql));
}
