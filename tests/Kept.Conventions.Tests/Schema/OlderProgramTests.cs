using System.Globalization;
using System.Text.RegularExpressions;
using Kept.Conventions.Tests.Sources;
using Kept.Storage;
using Shouldly;
using Xunit;

namespace Kept.Conventions.Tests.Schema;

/// <summary>Each script says what it means for programs that are older and still run, and keeps to it (ADR 21).</summary>
public sealed partial class OlderProgramTests
{
    private static readonly string[] Harmless =
    [
        @"CREATE TABLE (IF NOT EXISTS )?(?<new>\w+)",
        @"CREATE INDEX (CONCURRENTLY )?(IF NOT EXISTS )?\w+ ON",
        @"DROP INDEX (CONCURRENTLY )?(IF EXISTS )?\w+$",
        @"ALTER TABLE \w+ ADD COLUMN \w+ \S+ (NULL|NOT NULL DEFAULT .+)$",
    ];

    private static IEnumerable<SourceFile> Scripts => Repository.Files.Where(file => file.IsUnder("src/Kept/Storage/Schema") && file.Extension == ".sql");

    [Fact]
    public void Every_script_leaves_older_programs_running_or_says_why_it_stops_them() =>
        Scripts.Where(script => Promise().Count(script.Text) + Reason().Count(script.Text) != 1)
            .ShouldBeEmpty("Each has one line \"-- oldest program: 41\", or \"-- stops older programs: \" and why.");

    /// <summary>New tables, new indexes, and columns that need no value.</summary>
    [Fact]
    public void A_script_that_leaves_older_programs_running_takes_nothing_away_from_them() =>
        (from script in Scripts
         where Promise().Match(script.Text) is { Success: true } promise && int.Parse(promise.Groups[1].Value, CultureInfo.InvariantCulture) < NumberOf(script)
         let statements = SlowSteps.StatementsOf(script.Text)
         let made = statements.Select(statement => Regex.Match(statement, Harmless[0]).Groups["new"].Value).ToHashSet()
         from statement in statements
         where !Harmless.Any(form => Regex.IsMatch(statement, "^" + form)) && !IsOfNewTable(statement, made)
         select $"{script}: {statement}").ShouldBeEmpty();

    [Fact]
    public void What_runs_outside_a_transaction_is_of_PostgreSQL_can_be_done_again_and_needs_no_value_to_be_the_only_one() =>
        (from script in Scripts
         where script.Text.Contains("-- outside a transaction", StringComparison.Ordinal)
         from statement in SlowSteps.StatementsOf(script.Text)
         where !script.FilePath.EndsWith(".postgres.sql", StringComparison.Ordinal) || !Slow().IsMatch(statement)
         select $"{script}: {statement}").ShouldBeEmpty();

    [Fact]
    public void Nothing_is_built_concurrently_inside_a_transaction() =>
        Scripts.Where(script => script.Text.Contains("CONCURRENTLY", StringComparison.OrdinalIgnoreCase) && !script.Text.Contains("-- outside a transaction", StringComparison.Ordinal))
            .ShouldBeEmpty();

    private static bool IsOfNewTable(string statement, HashSet<string> made) =>
        OnTable().Match(statement) is { Success: true } table && made.Contains(table.Groups["table"].Value);

    private static int NumberOf(SourceFile script) => int.Parse(Path.GetFileName(script.FilePath)[..4], CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^-- oldest program: (\d+)$", RegexOptions.Multiline)]
    private static partial Regex Promise();

    [GeneratedRegex(@"^-- stops older programs: \S.*$", RegexOptions.Multiline)]
    private static partial Regex Reason();

    [GeneratedRegex(@"^(INSERT INTO|CREATE UNIQUE INDEX \w+ ON) (?<table>\w+)", RegexOptions.ExplicitCapture)]
    private static partial Regex OnTable();

    [GeneratedRegex(@"^(CREATE INDEX CONCURRENTLY IF NOT EXISTS [a-z_0-9]+ ON |DROP INDEX CONCURRENTLY IF EXISTS [a-z_0-9]+$)")]
    private static partial Regex Slow();
}
