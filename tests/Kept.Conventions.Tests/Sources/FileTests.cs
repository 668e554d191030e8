using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Kept.Conventions.Tests.Sources;

public sealed partial class FileTests(ITestOutputHelper output)
{
    private const int LongLines = 200;
    private const int TooManyLines = 300;

    /// <summary>Code that may be longer than that, each with its reason.</summary>
    private static readonly Dictionary<string, string> MayBeLong = new(StringComparer.Ordinal);

    [Fact]
    public void No_source_file_is_too_long_to_read_at_one_sitting()
    {
        var lengths = Repository.Files
            .Where(file => file.Extension is ".cs" or ".cshtml" or ".js" or ".mjs" or ".scss" && !MayBeLong.ContainsKey(file.FilePath))
            .Select(file => (file, lines: file.Lines.Length))
            .Where(file => file.lines > LongLines)
            .OrderByDescending(file => file.lines).ToList();

        foreach (var (file, lines) in lengths)
        {
            output.WriteLine($"{file} has {lines} lines; up to {LongLines} are easy to read.");
        }

        lengths.Where(file => file.lines > TooManyLines && file.file.Extension != ".scss").ShouldBeEmpty();
    }

    [Fact]
    public void No_file_names_a_folder_of_somebodys_machine()
    {
        Offending(MachinePath(), file => file.IsText).ShouldBeEmpty();
    }

    [Fact]
    public void Lock_files_name_no_host()
    {
        Offending(Address(), file => file.FilePath.EndsWith("packages.lock.json", StringComparison.Ordinal)
            || file.FilePath.EndsWith("package-lock.json", StringComparison.Ordinal)
            || file.FilePath.EndsWith(".npmrc", StringComparison.Ordinal)
            || file.FilePath.EndsWith("NuGet.config", StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_test_that_is_skipped_says_why()
    {
        Offending(SkipWithoutReason(), file => file.IsUnder("tests") && file.Extension == ".cs").ShouldBeEmpty();
    }

    [Fact]
    public void No_warning_is_silenced_in_the_code()
    {
        Offending(Silenced(), file => file.Extension == ".cs").ShouldBeEmpty();
    }

    private static IEnumerable<string> Offending(Regex pattern, Func<SourceFile, bool> which) =>
        from file in Repository.Files
        where which(file)
        from line in file.Lines.Select((text, index) => (text, number: index + 1))
        where pattern.IsMatch(line.text) && !IsOfThisTest(file)
        select $"{file}:{line.number}: {line.text.Trim()}";

    private static bool IsOfThisTest(SourceFile file) => file.FilePath.EndsWith("Sources/FileTests.cs", StringComparison.Ordinal);

    [GeneratedRegex(@"(?<![\w.:/])(/home/\w|/root/|/Users/\w|/opt/)")]
    private static partial Regex MachinePath();

    /// <summary>"resolved" and "funding" entries of npm, feeds of NuGet.</summary>
    [GeneratedRegex(@"""resolved"": *""https?:|registry *= *https?:|<add key=""[^""]+"" value=""https?:")]
    private static partial Regex Address();

    [GeneratedRegex(@"Skip\s*=\s*(""\s*""|""[^""]{1,14}"")|Assert\.Skip\(\s*\)|Explicit\s*=\s*true")]
    private static partial Regex SkipWithoutReason();

    [GeneratedRegex(@"#pragma warning disable|#nullable disable|SuppressMessage\(")]
    private static partial Regex Silenced();
}
