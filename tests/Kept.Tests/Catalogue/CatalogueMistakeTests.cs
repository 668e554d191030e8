using System.Text;
using Kept.Catalogue;
using Kept.Catalogue.Reading;
using Shouldly;
using Xunit;

namespace Kept.Tests.Catalogue;

/// <summary>Each kind of mistake, with the line it stands on and the advice that whoever edits the file reads.</summary>
public sealed class CatalogueMistakeTests
{
    private const string FlyTipping = "services/fly-tipping.json";
    private const string Bulky = "services/bulky-waste.json";
    private const string Council = "council.json";

    [Theory]
    [InlineData("\"target\": \"7 working days\"", "\"target\": \"7 days working\"", "'target' must be an amount and a unit such as \"7 working days\"; found \"7 days working\"")]
    [InlineData("\"kind\": \"report\"", "\"kind\": \"reprot\"", "'kind' must be one of \"report\", \"apply\", \"book\", \"ask\", \"complain\"; found \"reprot\", did you mean 'report'?")]
    [InlineData("\"delays\":", "\"delay\":", "'delay' is not known here, did you mean 'delays'?")]
    [InlineData("\"team\": \"street-care\"", "\"team\": \"street-car\"", "there is no team \"street-car\" in council.json, did you mean 'street-care'?")]
    [InlineData("\"group\": \"waste\"", "\"group\": \"rubbish\"", "there is no group \"rubbish\" in council.json; use one of waste, streets, living, family, money, voice")]
    [InlineData("\"calendar\": \"office\"", "\"calendar\": \"ofice\"", "there is no calendar \"ofice\" in council.json, did you mean 'office'?")]
    [InlineData("\"code\": \"fly-tipping\"", "\"code\": \"fly-tiping\"", "'code' must be the name of the file, \"fly-tipping\"; found \"fly-tiping\"")]
    [InlineData("\"code\": \"what\"", "\"code\": \"What is it\"", "'code' must be a code of lower-case letters, digits and hyphens such as \"fly-tipping\"; found \"What is it\"")]
    [InlineData("\"code\": \"size\"", "\"code\": \"what\"", "the question \"what\" stands here twice, first on line {code-what}; give it another code")]
    [InlineData("\"code\": \"bags\"", "\"code\": \"furniture\"", "the option \"furniture\" stands here twice, first on line {furniture}; give it another code")]
    [InlineData("\"code\": \"clear\"", "\"code\": \"inspect\"", "the stage \"inspect\" stands here twice, first on line {inspect}; give it another code")]
    [InlineData("\"starts\": \"received\"", "\"starts\": \"previousStageEnded\"", "the first stage has nothing before it, so its clock must start when the case is received; found \"previousStageEnded\", write \"received\"")]
    [InlineData("\"question\": \"seen\"", "\"question\": \"photos\"", "the question \"photos\" is not asked before this one; move it further up")]
    [InlineData("\"question\": \"seen\"", "\"question\": \"seem\"", "there is no question \"seem\", did you mean 'seen'?")]
    [InlineData("\"is\": \"yes\"", "\"is\": \"yess\"", "\"yess\" is not an answer to that question; use one of yes, no")]
    [InlineData("By {date} we will have gone", "Soon we will have gone", "the promise in the language 'en' does not say by when; write {date} where the day stands")]
    [InlineData("Bis {date} sehen", "Bis {date} sehen {wir}", "the promise in the language 'de' has braces around something else than {date}; take them away")]
    [InlineData("\"duplicatesWithinMetres\": 60", "\"duplicatesWithinMetres\": \"60\"", "'duplicatesWithinMetres' must be a whole number of metres such as 50; found \"60\"")]
    [InlineData("\"duplicatesWithinMetres\": 60", "\"duplicatesWithinMetres\": 60000", "'duplicatesWithinMetres' must be at most 2000; found 60000")]
    [InlineData("\"en\": \"Rubbish dumped in the street\"", "\"en\": \"\"", "'en' is empty; write a text here")]
    [InlineData("\"name\": \"optional\"", "\"name\": \"maybe\"", "'name' must be one of \"none\", \"optional\", \"required\"; found \"maybe\"")]
    [InlineData("\"max\": 5", "\"max\": \"five\"", "'max' must be a number; found \"five\"")]
    [InlineData("\"needsApproval\": false", "\"needsApproval\": \"no\"", "'needsApproval' must be true or false; found \"no\"")]
    public void In_a_service(string from, string to, string advice) => ShouldHaveMistake(FlyTipping, from, to, advice);

    [Theory]
    [InlineData("\"to\": \"12:00\"", "\"to\": \"06:00\"", "'to' must be later than 'from' (07:00); found \"06:00\"")]
    [InlineData("\"from\": \"07:00\"", "\"from\": \"7:00\"", "'from' must be a time of day such as \"07:00\"; found \"7:00\"")]
    [InlineData("\"tue\", \"thu\"", "\"tue\", \"tue\"", "\"tue\" stands in this list twice; keep one of them")]
    public void In_a_booking(string from, string to, string advice) => ShouldHaveMistake(Bulky, from, to, advice);

    [Theory]
    [InlineData("\"zone\": \"Europe/London\"", "\"zone\": \"Europe/Londn\"", "there is no time zone \"Europe/Londn\", did you mean 'Europe/London'?")]
    [InlineData("[[\"08:30\", \"17:00\"]]", "[[\"17:00\", \"08:30\"]]", "the end \"08:30\" must be later than the start \"17:00\"; past midnight write two openings, until \"24:00\" and from \"00:00\" on the next day")]
    [InlineData("\"day\": \"2025-12-24\"", "\"day\": \"2025-13-24\"", "there is no day \"2025-13-24\"; write year, month and day such as \"2026-12-24\"")]
    [InlineData("\"code\": \"highways\"", "\"code\": \"street-care\"", "the team \"street-care\" stands here twice, first on line {street-care}; give it another code")]
    [InlineData("\"hu\": \"Köztisztaság\"", "\"hu\": 7", "'hu' must be a text; found 7")]
    [InlineData("\"popular\": [\"fly-tipping\"", "\"popular\": [\"fly-tiping\"", "there is no service \"fly-tiping\", did you mean 'fly-tipping'?")]
    [InlineData("\"months\": [1, 2, 12]", "\"months\": [1, 2, 13]", "'2' must be at most 12; found 13")]
    public void In_the_council_file(string from, string to, string advice) => ShouldHaveMistake(Council, from, to, advice);

    [Fact]
    public void A_missing_property_says_what_it_is_for()
    {
        using var folder = Folder();
        folder.Write(FlyTipping, folder.Read(FlyTipping).Replace("\"warn\": \"1 working day\",", "", StringComparison.Ordinal));

        var mistake = Mistakes(folder).ShouldHaveSingleItem();

        mistake.Pointer.ShouldBe("/stages/0");
        mistake.Text.ShouldBe("'warn' is missing in the object that begins here; add it: How long before the due time owner and team lead are warned.");
    }

    [Fact]
    public void A_missing_translation_names_the_language()
    {
        using var folder = Folder();
        folder.Change(FlyTipping, ",\n    \"hu\": \"Illegálisan lerakott szemét\"", "");

        Mistakes(folder).ShouldHaveSingleItem().ToString().ShouldBe(
            $"{FlyTipping} line {folder.LineOf(FlyTipping, "\"name\":")}: 'name' is missing in the language 'hu'; translate it");
    }

    [Theory]
    [InlineData("// a comment\n", "comments are not allowed in JSON; take it away")]
    [InlineData("\"team\": \"street-care\",\n", "'team' stands here twice, first on line 2; keep one of them")]
    public void What_is_not_plain_JSON_is_refused(string inserted, string advice)
    {
        using var folder = Folder();
        folder.Change(FlyTipping, "{\n", "{\n" + inserted);

        Mistakes(folder).ShouldContain(mistake => mistake.Text == advice);
    }

    [Fact]
    public void A_trailing_comma_is_refused_with_its_line()
    {
        using var folder = Folder();
        folder.Change(FlyTipping, "\"address\": \"none\" }", "\"address\": \"none\", }");

        var mistake = Mistakes(folder).First(mistake => mistake.File == FlyTipping);

        mistake.Line.ShouldBe(folder.LineOf(FlyTipping, "\"address\""));
        mistake.Text.ShouldBe("there is a comma after the last entry; take it away");
    }

    [Theory]
    [InlineData(false, "the file ends in the middle; put back what is missing, and close every bracket and quotation mark")]
    [InlineData(true, "the file is not saved as UTF-8; save it so")]
    public void A_file_that_was_cut_off_or_is_written_otherwise_is_the_only_mistake(bool otherwise, string advice)
    {
        using var folder = Folder();
        var text = folder.Read(FlyTipping);
        File.WriteAllText(Path.Combine(folder.Path, FlyTipping), otherwise ? text : text[..(text.Length / 2)], otherwise ? Encoding.Unicode : new UTF8Encoding(false));

        var mistake = Mistakes(folder).ShouldHaveSingleItem();

        (mistake.File, mistake.Text).ShouldBe((FlyTipping, advice));
    }

    [Theory]
    [InlineData("B\u00FCrgerb\u00FCro", true, "a text is not valid UTF-8; save the file as UTF-8")]
    [InlineData(@"\ud83d\ude00 \\ud800 graff\ud800iti", false, @"half of a pair of characters (\ud800) is not a letter; write the letter itself")]
    [InlineData(@"graff\uDE00iti", false, @"half of a pair of characters (\uDE00) is not a letter; write the letter itself")]
    public void A_text_that_cannot_be_read_is_named_with_its_line(string text, bool latin, string advice)
    {
        using var folder = Folder();
        folder.Change(FlyTipping, "\"target\": \"15 working days\"", $"\"target\": \"{text}\"");
        var line = folder.LineOf(FlyTipping, text);
        if (latin)
        {
            var (before, after) = (folder.Read(FlyTipping).Split(text)[0], folder.Read(FlyTipping).Split(text)[1]);
            File.WriteAllBytes(Path.Combine(folder.Path, FlyTipping), [.. Encoding.UTF8.GetBytes(before), .. Encoding.Latin1.GetBytes(text), .. Encoding.UTF8.GetBytes(after)]);
        }

        var mistake = Mistakes(folder).ShouldHaveSingleItem();

        (mistake.Line, mistake.Column, mistake.Text).ShouldBe((line, 17, advice));
    }

    [Fact]
    public void A_mistake_knows_line_column_and_pointer()
    {
        using var folder = Folder();
        folder.Change(FlyTipping, "\"target\": \"15 working days\"", "\"target\": \"a fortnight\"");

        var mistake = Mistakes(folder).ShouldHaveSingleItem();

        (mistake.Line, mistake.Column, mistake.Pointer).ShouldBe((folder.LineOf(FlyTipping, "a fortnight"), 17, "/stages/1/target"));
    }

    [Fact]
    public void A_folder_without_files_says_what_to_put_there()
    {
        var empty = Directory.CreateTempSubdirectory("kept-empty-");
        var wrong = new CatalogueFiles().Read(empty.FullName).ShouldBeOfType<CatalogueReading.Wrong>();
        empty.Delete();

        wrong.Mistakes.Select(mistake => mistake.Text).ShouldBe(
        [
            $"the file is missing; put it into {empty.FullName}",
            "there is no service here; add one file for each service, such as fly-tipping.json",
        ]);
    }

    [Fact]
    public void A_schema_with_a_keyword_we_do_not_check_is_refused()
    {
        var refusal = Should.Throw<InvalidDataException>(() =>
            Schema.Read("x.schema.json", "{\n  \"type\": \"object\",\n  \"oneOf\": []\n}"u8));

        refusal.Message.ShouldBe("x.schema.json line 3: the schema keyword 'oneOf' is not known to Kept");
    }

    private static CatalogueFolder Folder() => new(
        [.. Directory.EnumerateFiles(Path.Combine(CatalogueFiles.ShippedFolder, CatalogueFiles.ServicesFolder)).Select(Path.GetFileNameWithoutExtension).OfType<string>()]);

    private static IReadOnlyList<Mistake> Mistakes(CatalogueFolder folder) =>
        new CatalogueFiles().Read(folder.Path).ShouldBeOfType<CatalogueReading.Wrong>().Mistakes;

    private static void ShouldHaveMistake(string file, string from, string to, string advice)
    {
        using var folder = Folder();
        var line = folder.LineOf(file, from);
        foreach (var code in new[] { "furniture", "inspect", "street-care" })
        {
            advice = advice.Replace($"{{{code}}}", $"{folder.LineOf(file, $"\"code\": \"{code}\"")}", StringComparison.Ordinal);
        }

        advice = advice.Replace("{code-what}", $"{folder.LineOf(file, "\"code\": \"what\"")}", StringComparison.Ordinal);
        folder.Change(file, from, to);

        Mistakes(folder).Select(mistake => mistake.ToString()).ShouldContain($"{file} line {line}: {advice}");
    }
}
