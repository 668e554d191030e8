using Kept.Commands;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Texts;
using Shouldly;
using Xunit;

namespace Kept.Tests.Commands;

/// <summary>Commands that were given something they cannot use: they say what to write, and make nothing.</summary>
public sealed class WrongUseTests
{
    [Theory]
    [InlineData("--cases cannot be \"abc\". Write a whole number from 1 to 20,000,000.", "demo", "--cases", "abc")]
    [InlineData("--cases cannot be \"0\". Write a whole number from 1 to 20,000,000.", "demo", "--cases", "0")]
    [InlineData("--cases cannot be \"99999999999\". Write a whole number from 1 to 20,000,000.", "demo", "--cases", "99999999999")]
    [InlineData("--seed cannot be \"x\". Write a whole number from -2,147,483,648 to 2,147,483,647.", "demo", "--cases", "1", "--seed", "x")]
    [InlineData("--state cannot be \"bogus\". Write one of draft, waiting, sent, failed, expired, cancelled.", "mail", "list", "--state", "bogus")]
    [InlineData("--state cannot be \"1\". Write one of draft, waiting, sent, failed, expired, cancelled.", "mail", "list", "--state", "1")]
    [InlineData("--most cannot be \"all\". Write a whole number from 0 to 1,000,000.", "mail", "list", "--most", "all")]
    [InlineData("id cannot be \"abc\". Write its number, such as 4711.", "mail", "show", "abc")]
    [InlineData("id cannot be \"abc\". Write its number, such as 4711.", "mail", "send", "abc")]
    [InlineData("--per-minute cannot be \"x\". Write a whole number from 1 to 6,000.", "keys", "make", "Label", "--per-minute", "x")]
    public void What_cannot_be_read_is_said_with_what_to_write(string sentence, params string[] arguments)
    {
        var (code, error) = Run(arguments);

        (code, error).ShouldBe((1, sentence));
    }

    [Fact]
    public void A_table_that_does_not_exist_is_answered_with_those_that_do()
    {
        var (code, error) = Run("export", "csv", "bogus", "out.csv");

        code.ShouldBe(1);
        error.ShouldStartWith("kind cannot be \"bogus\". Write one of cases, ");
    }

    [Fact]
    public void In_German_it_is_said_in_German()
    {
        var texts = TextLibrary.Load();
        using var error = new StringWriter();

        DemoVerb.Build(texts, texts.In("de")).Parse(["--cases", "viele"]).Invoke(new() { Error = error });

        error.ToString().Trim().ShouldBe("--cases kann nicht „viele“ sein. Schreiben Sie eine ganze Zahl von 1 bis 20.000.000.");
    }

    [Theory]
    [InlineData("mail", "list")]
    [InlineData("mail", "send")]
    [InlineData("catalogue", "reload")]
    [InlineData("keys", "list")]
    [InlineData("recount")]
    [InlineData("export", "all", "out.zip")]
    public async Task A_folder_without_a_database_is_a_mistake_and_stays_as_it_is(params string[] arguments)
    {
        var folder = Path.Combine(TestFolder.New("data"), "none");

        var (code, said, error) = await ProgramRun.ToEndAsync([("Kept__DataFolder", folder)], arguments);

        (code, said).ShouldBe((1, ""), error);
        error.Trim().ShouldBe($"There is no database of Kept in {folder}. Look at Kept:DataFolder and Kept:Database; the first start of the program makes one.");
        Directory.Exists(folder).ShouldBeFalse();
    }

    [Theory]
    [InlineData("No backup was made, as the disk refused: ", "backup", "/proc/x.tar")]
    [InlineData("A file or folder cannot be used. ", "export", "all", "/proc/x.zip")]
    [InlineData("A file or folder cannot be used. ", "export", "csv", "cases", "/proc/x.csv")]
    public async Task A_place_where_nothing_can_be_written_is_said(string beginning, params string[] arguments)
    {
        await using var app = await KeptApp.StartAsync(Database.Sqlite);

        var (code, _, error) = await ProgramRun.ToEndAsync([("Kept__DataFolder", app.DataFolder)], arguments);

        code.ShouldBe(1, error);
        error.Trim().Split('\n').ShouldHaveSingleItem().ShouldStartWith(beginning);
        error.ShouldContain("/proc/x");
    }

    private static (int Code, string Error) Run(params string[] arguments)
    {
        using var error = new StringWriter();
        var code = Verbs.Build(TextLibrary.Load()).Parse(arguments).Invoke(new() { Output = TextWriter.Null, Error = error });
        return (code, error.ToString().Trim());
    }
}
