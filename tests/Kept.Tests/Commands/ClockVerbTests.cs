using Kept.Commands;
using Kept.Commands.Clocks;
using Kept.Texts;
using Shouldly;
using Xunit;

namespace Kept.Tests.Commands;

/// <summary><c>kept due</c> and <c>kept worked</c> as they are typed.</summary>
public sealed class ClockVerbTests
{
    private const string Zagreb =
        """{"zone":"Europe/Zagreb","hours":{"mon":[["08:00","12:00"],["12:30","24:00"]],"tue":[["00:00","04:00"]]},"closed":["2026-03-09"],"open":["2026-03-14"]}""";

    [Fact]
    public void The_issues_example_is_explained_in_words()
    {
        var (exitCode, output, _) = Run("due", "--calendar", "DE-BY", "--from", "2026-03-02T16:40", "--for", "7 working days", "--explain", "--language", "en");
        exitCode.ShouldBe(0);
        output.ShouldBe(
            [
                "Due 2026-03-11 17:00:00 (Europe/Berlin)",
                "",
                "Received Monday 2 March at 16:40.",
                "Days 1 to 4 are Tuesday 3 March to Friday 6 March.",
                "Saturday 7 March and Sunday 8 March are closed.",
                "Days 5 to 7 are Monday 9 March to Wednesday 11 March.",
                "Due Wednesday 11 March at 17:00.",
            ]);
    }

    [Fact]
    public void Json_holds_words_and_steps_when_asked_for()
    {
        Run("due", "--calendar", "DE-BY", "--from", "2026-03-02T16:40", "--for", "1 working day", "--json").Output
            .ShouldBe(["""{"due":"2026-03-03T16:00:00Z","dueLocal":"2026-03-03T17:00:00"}"""]);
        Run("due", "--calendar", "DE-BY", "--from", "2026-03-02T16:40", "--for", "1 working day", "--json", "--explain", "--language", "de").Output
            .ShouldBe([
                """{"due":"2026-03-03T16:00:00Z","dueLocal":"2026-03-03T17:00:00","explanation":["Eingegangen am Montag, 2. März um 16:40 Uhr.","Tag 1 ist Dienstag, 3. März.","Fällig am Dienstag, 3. März um 17:00 Uhr."],"steps":[{"step":"received","at":"2026-03-02T16:40:00"},{"step":"counted","first":1,"last":1,"from":"2026-03-03","to":"2026-03-03"},{"step":"due","at":"2026-03-03T17:00:00"}]}""",
            ]);
    }

    [Theory]
    [InlineData("2026-03-02T16:40", "2026-03-03T09:40:00Z")] // local to the calendar
    [InlineData("2026-03-02T16:40:30.25", "2026-03-03T09:40:30.25Z")]
    [InlineData("2026-03-02T15:40Z", "2026-03-03T09:40:00Z")]
    [InlineData("2026-03-02T15:40:00+00:00", "2026-03-03T09:40:00Z")]
    [InlineData("2026-03-02T10:40-05:00", "2026-03-03T09:40:00Z")]
    [InlineData("2026-03-02T10:40-0500", "2026-03-03T09:40:00Z")]
    [InlineData("2026-03-02T10:40-05", "2026-03-03T09:40:00Z")]
    [InlineData("2026-03-29T02:30", "2026-03-30T09:00:00Z")] // skipped by the clocks
    public void Moments_are_read(string from, string due) =>
        Run("due", "--calendar", "DE-BY", "--from", from, "--for", "2 working hours", "--json").Output.Single().ShouldStartWith($"{{\"due\":\"{due}\"");

    [Fact]
    public void A_batch_is_answered_line_by_line_in_order()
    {
        string[] questions =
        [
            """{"calendar":"DE-BY","from":"2026-03-02T16:40","for":"7 working days"}""",
            $$"""{"calendar":{{Zagreb}},"from":"2026-03-02T22:00","for":"3 working hours"}""",
            $$"""{"calendar":{{Zagreb}},"from":"2026-03-03T04:00","for":"1 working hour"}""",
            """{"calendar":"HU","from":"2026-08-07T16:00:00+02:00","for":"120 working minutes"}""",
        ];
        var (exitCode, output, error) = Batch("due", questions);
        output.ShouldBe(
        [
            """{"due":"2026-03-11T16:00:00Z","dueLocal":"2026-03-11T17:00:00"}""",
            """{"due":"2026-03-03T00:00:00Z","dueLocal":"2026-03-03T01:00:00"}""",
            """{"due":"2026-03-10T00:00:00Z","dueLocal":"2026-03-10T01:00:00"}""",
            """{"due":"2026-08-08T08:00:00Z","dueLocal":"2026-08-08T10:00:00"}""",
        ]);
        (exitCode, error.Length).ShouldBe((0, 0));
    }

    [Fact]
    public void Worked_time_is_answered_in_seconds()
    {
        var (exitCode, output, _) = Batch(
            "worked",
            """{"calendar":"DE-BY","from":"2026-03-02T16:40","to":"2026-03-03T09:00:01"}""",
            $$"""{"calendar":{{Zagreb}},"from":"2026-03-02T00:00","to":"2026-03-15T00:00:00.5"}""",
            """{"calendar":"DE-BY","from":"2026-03-02T16:59:59.5","to":"2026-03-02T18:00"}""");
        output.ShouldBe(["""{"seconds":1201}""", """{"seconds":140400}""", """{"seconds":0.5}"""]);
        exitCode.ShouldBe(0);
        Run("worked", "--calendar", "DE-BY", "--from", "2026-03-02T16:40", "--to", "2026-03-03T10:00:01", "--json").Output
            .ShouldBe(["""{"seconds":4801}"""]);
    }

    [Theory]
    [InlineData("rubbish", "this is no JSON object")]
    [InlineData("[1]", "a question is a JSON object")]
    [InlineData("""{"from":"2026-03-02T16:40","for":"1 working day"}""", "\"calendar\" is missing")]
    [InlineData("""{"calendar":"XX","from":"2026-03-02T16:40","for":"1 working day"}""", "There is no calendar \"XX\". Known are office, ")]
    [InlineData("""{"calendar":"DE-BY","from":"2026-03-02T16:40","for":"99999999999 working days"}""", "too large")]
    [InlineData("""{"calendar":5,"from":"2026-03-02T16:40","for":"1 working day"}""", "must be a name")]
    [InlineData("""{"calendar":"HU","from":"yesterday","for":"1 working day"}""", "\"yesterday\" is no moment")]
    [InlineData("""{"calendar":"HU","from":"2026-03-02T16:40+1","for":"1 working day"}""", "is no moment")]
    [InlineData("""{"calendar":"HU","from":"9999-03-02T16:40","for":"1 working day"}""", "is no moment")]
    [InlineData("""{"calendar":"HU","from":12,"for":"1 working day"}""", "\"from\" must be text")]
    [InlineData("""{"calendar":"HU","from":"2026-03-02T16:40","for":"1 week"}""", "is not a target")]
    [InlineData("""{"calendar":"HU","from":"2026-03-02T16:40","for":"2147483647 working days"}""", "past the year")]
    [InlineData("""{"calendar":"HU","from":"2026-03-02T16:40","for":"2147483647 working hours"}""", "past the year")]
    [InlineData("""{"calendar":"HU","from":"2026-03-02T16:40","for":"2147483647 hours"}""", "past the year")]
    [InlineData("""{"calendar":"HU","from":"2026-03-02T16:40","for":"2147483647 days"}""", "past the year")]
    [InlineData("""{"calendar":{"hours":{"mon":[["08:00","12:00"]]}},"from":"2026-03-02T16:40","for":"1 working day"}""", "no zone")]
    [InlineData("""{"calendar":{"zone":"Zagreb","hours":{"mon":[["08:00","12:00"]]}},"from":"2026-03-02T16:40","for":"1 hour"}""", "does not exist")]
    [InlineData("""{"calendar":{"zone":"Europe/Zagreb"},"from":"2026-03-02T16:40","for":"1 working day"}""", "no hours")]
    [InlineData("""{"calendar":{"zone":"Europe/Zagreb","hours":{}},"from":"2026-03-02T16:40","for":"1 working day"}""", "no opening hours")]
    [InlineData("""{"calendar":{"zone":"Europe/Zagreb","hours":{"mon":[]}},"from":"2026-03-02T16:40","for":"9 working minutes"}""", "no opening hours")]
    [InlineData("""{"calendar":{"zone":"Europe/Zagreb","hours":{"mon":[]}},"from":"2026-03-02T16:40","for":"9 calendar days"}""", "no opening hours")]
    [InlineData("""{"calendar":{"zone":"Europe/Zagreb","hours":{"day":[]}},"from":"2026-03-02T16:40","for":"1 hour"}""", "is no weekday")]
    [InlineData("""{"calendar":{"zone":"Europe/Zagreb","hours":{"mon":[["12:00","08:00"]]}},"from":"2026-03-02T16:40","for":"1 hour"}""", "two stretches")]
    [InlineData("""{"calendar":{"zone":"Europe/Zagreb","hours":{"mon":[["12:00"]]}},"from":"2026-03-02T16:40","for":"1 hour"}""", "must be pairs")]
    [InlineData("""{"calendar":{"zone":"Europe/Zagreb","hours":{"mon":"all"}},"from":"2026-03-02T16:40","for":"1 hour"}""", "must be a list")]
    [InlineData("""{"calendar":{"zone":"Europe/Zagreb","hours":"all"},"from":"2026-03-02T16:40","for":"1 hour"}""", "must be an object")]
    [InlineData("""{"calendar":{"zone":"Europe/Zagreb","hours":{},"open":["soon"]},"from":"2026-03-02T16:40","for":"1 hour"}""", "is no date")]
    [InlineData("""{"calendar":{"zone":"Europe/Zagreb","hours":{},"shut":[]},"from":"2026-03-02T16:40","for":"1 hour"}""", "no part \"shut\"")]
    [InlineData("""{"calendar":"\ud800","from":"2026-03-02T16:40","for":"1 hour"}""", "half of a pair")]
    [InlineData("""{"calendar":{"zone":"\udc00","hours":{}},"from":"2026-03-02T16:40","for":"1 hour"}""", "half of a pair")]
    [InlineData("""{"calendar":{"zone":"Europe/Zagreb","hours":{"\ud800":[]}},"from":"2026-03-02T16:40","for":"1 hour"}""", "half of a pair")]
    [InlineData("""{"calendar":"HU","from":"\ud800","for":"1 hour"}""", "half of a pair")]
    [InlineData("""{"calendar":"HU","from":"2026-03-02T16:40","for":"1 \ud800"}""", "half of a pair")]
    [InlineData("""{"calendar":"HU","from":"2026-03-02T16:40","for":"1 hour","\ud800":1}""", "half of a pair")]
    [InlineData("""{"calendar":"DE-BY","calendar":"HU","from":"2026-03-02T16:40","for":"1 hour"}""", "a name stands twice")]
    [InlineData("""{"calendar":{"zone":"Europe/Zagreb","zone":"Europe/Vienna","hours":{}},"from":"2026-03-02T16:40","for":"1 hour"}""", "a name stands twice")]
    [InlineData("", "this line is empty")]
    [InlineData(" \t", "this line is empty")]
    public void A_bad_line_is_answered_with_its_number_and_the_rest_goes_on(string bad, string why)
    {
        const string good = """{"calendar":"HU","from":"2026-03-02T16:40","for":"1 working day"}""";
        var (exitCode, output, _) = Batch("due", good, bad, good);
        exitCode.ShouldBe(1);
        output.Length.ShouldBe(3);
        output[0].ShouldBe("""{"due":"2026-03-03T16:00:00Z","dueLocal":"2026-03-03T17:00:00"}""");
        output[1].ShouldStartWith("{\"error\":\"line 2: ");
        output[1].ShouldEndWith(",\"line\":2}");
        output[1].Replace("\\\"", "\"", StringComparison.Ordinal).ShouldContain(why);
        output[2].ShouldBe(output[0]);
    }

    [Fact]
    public void Empty_lines_between_others_are_answered_and_those_at_the_end_are_none()
    {
        const string good = """{"calendar":"HU","from":"2026-03-02T16:40","to":"2026-03-02T16:41"}""";
        var (exitCode, output, _) = Batch("worked", good, "", "", good);
        output.ShouldBe(
        [
            """{"seconds":60}""", """{"error":"line 2: this line is empty","line":2}""", """{"error":"line 3: this line is empty","line":3}""",
            """{"seconds":60}""",
        ]);
        exitCode.ShouldBe(1);
        Batch("worked", good, "", "").ShouldSatisfyAllConditions(
            result => result.ExitCode.ShouldBe(0), result => result.Output.ShouldBe(["""{"seconds":60}"""]));
    }

    [Fact]
    public void A_calendar_that_is_typed_with_half_a_character_is_refused_in_a_sentence() =>
        Run("due", "--calendar", """{"zone":"\ud800","hours":{}}""", "--from", "2026-03-02T16:40", "--for", "1 hour").ShouldSatisfyAllConditions(
            result => result.ExitCode.ShouldBe(1), result => result.Error.Single().ShouldContain("half of a pair"));

    [Fact]
    public void Mistakes_end_with_1_and_a_sentence()
    {
        Batch("worked", """{"calendar":"HU","from":"2026-03-02T16:40","to":"2026-03-02T16:39"}""").Output.Single().ShouldContain("lies before");
        Run("due", "--batch", "/no/such/file", "--json").ShouldSatisfyAllConditions(
            result => result.ExitCode.ShouldBe(1), result => result.Error.Single().ShouldContain("/no/such/file"));
        Run("due", "--calendar", "XX", "--from", "2026-03-02T16:40", "--for", "1 hour").Error.Single().ShouldContain("There are no holidays");
        Run("due", "--calendar", "HU", "--language", "en").ShouldSatisfyAllConditions(
            result => result.ExitCode.ShouldBe(1), result => result.Error.ShouldBe(["--from is missing.", "--for is missing."]));
        Run("due", "--calendar", "HU", "--from", "2026-03-02T16:40", "--for", "1 hour", "--language", "xx").Error.Single()
            .ShouldContain("There is no language \"xx\"");
    }

    [Theory]
    [InlineData("XX", "2026-03-02T16:40", "1 hour", "Für „XX“ gibt es keine Feiertage, und die Gemeinde hat keinen solchen Kalender. Es gibt ")]
    [InlineData("{bad", "2026-03-02T16:40", "1 hour", "Der Kalender ist kein richtiges JSON. Sehen Sie nach Zeichen 2.")]
    [InlineData("HU", "gestern", "1 hour", "--from kann nicht „gestern“ sein: Das ist kein Zeitpunkt.")]
    [InlineData("HU", "2026-03-02T16:40", "bald", "--for kann nicht „bald“ sein: Das ist keine Frist.")]
    public void Mistakes_are_said_in_the_language_of_the_terminal(string calendar, string from, string target, string sentence)
    {
        using var error = new StringWriter();
        var texts = TextLibrary.Load();
        DueVerb.Build(texts, texts.In("de")).Parse(["--calendar", calendar, "--from", from, "--for", target])
            .Invoke(new() { Output = TextWriter.Null, Error = error }).ShouldBe(1);
        error.ToString().ShouldStartWith(sentence);
    }

    [Fact]
    public void Seconds_are_said_where_a_clock_counted_them_and_nowhere_else()
    {
        const string received = "2026-03-02T16:40:17";
        Run("due", "--calendar", "DE-BY", "--from", received, "--for", "1 working day", "--explain", "--language", "en").Output[2]
            .ShouldBe("Received Monday 2 March at 16:40.");
        Run("due", "--calendar", "DE-BY", "--from", received, "--for", "15 calendar days", "--explain", "--language", "de").Output[2]
            .ShouldBe("Eingegangen am Montag, 2. März um 16:40 Uhr.");
        Run("due", "--calendar", "DE-BY", "--from", received, "--for", "1 working hour", "--explain", "--language", "en").Output[2]
            .ShouldBe("Received Monday 2 March at 16:40:17.");
        Run("due", "--calendar", "DE-BY", "--from", received, "--for", "2 hours", "--explain", "--language", "en").Output[2]
            .ShouldBe("Received Monday 2 March at 16:40:17.");
    }

    [Fact]
    public void An_addition_has_the_holidays_of_the_part_that_it_adds_to() =>
        Batch("due", """{"calendar":"DE-BY+KATH","from":"2025-12-23T10:00","for":"2 working days"}""").Output
            .ShouldBe(["""{"due":"2025-12-29T16:00:00Z","dueLocal":"2025-12-29T17:00:00"}"""]);

    [Fact]
    public void A_calendar_of_the_council_is_found_by_its_code() =>
        Run("due", "--calendar", "crews", "--from", "2026-03-06T16:00", "--for", "0 working days", "--json").Output
            .ShouldBe(["""{"due":"2026-03-07T12:00:00Z","dueLocal":"2026-03-07T12:00:00"}"""]);

    [Theory]
    [InlineData(true, "due")]
    [InlineData(true, "--help")]
    [InlineData(true, "--version")]
    [InlineData(false, "--urls=http://127.0.0.1:0")]
    [InlineData(false)]
    public void Without_a_verb_the_program_serves_pages(bool verb, params string[] arguments) => Verbs.AreAsked(arguments).ShouldBe(verb);

    private static (int ExitCode, string[] Output, string[] Error) Batch(string verb, params string[] questions)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(file, questions);
            return Run(verb, "--batch", file, "--json");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static (int ExitCode, string[] Output, string[] Error) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = Verbs.Build(TextLibrary.Load()).Parse(arguments).Invoke(new() { Output = output, Error = error });
        return (exitCode, Lines(output), Lines(error));
    }

    private static string[] Lines(StringWriter text) => text.ToString().TrimEnd().Split('\n') is [""] ? [] : text.ToString().TrimEnd().Split('\n');
}
