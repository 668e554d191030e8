using Kept.Catalogue;
using Kept.Domain.Cases;
using Kept.Domain.Catalogue;
using Kept.Domain.Catalogue.Answers;
using Kept.Texts;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Catalogue;

/// <summary>Answers and what is wrong with them, as people read it.</summary>
public sealed class AnswerWordsTests
{
    private static readonly TextLibrary Texts = TextLibrary.Load();
    private static readonly Service FlyTipping = ServiceOf("fly-tipping");

    [Theory]
    [InlineData("en", "Furniture or a mattress; Bags of rubbish")]
    [InlineData("de", "Möbel oder eine Matratze; Müllsäcke")]
    [InlineData("hr", "Namještaj ili madrac; Vreće smeća")]
    [InlineData("hu", "Bútor vagy matrac; Szemeteszsákok")]
    public void Options_by_their_labels(string language, string words) =>
        Say(Question("what"), new AnswerValue.Choices(["furniture", "bags"]), language).ShouldBe(words);

    [Theory]
    [InlineData("en", "Tuesday 10 March 2026, 07:00 to 12:00")]
    [InlineData("de", "Dienstag, 10. März 2026, 07:00 bis 12:00 Uhr")]
    [InlineData("hr", "utorak, 10. ožujka 2026., od 07:00 do 12:00")]
    [InlineData("hu", "2026. március 10., kedd, 07:00 és 12:00 között")]
    public void A_slot_by_day_and_time(string language, string words) => Say(
        Question("what"), new AnswerValue.Slot(new LocalDate(2026, 3, 10), new LocalTime(7, 0), new LocalTime(12, 0)), language).ShouldBe(words);

    [Fact]
    public void A_place_by_what_was_said_and_else_by_its_point()
    {
        Say(Question("where"), new AnswerValue.Spot(new Place(51.5, -0.1, "Mill Lane", "behind the chapel")), "en").ShouldBe("Mill Lane; behind the chapel");
        Say(Question("where"), new AnswerValue.Spot(new Place(51.5, -0.12345678)), "de").ShouldBe("Punkt auf der Karte: 51.50000, -0.12346");
    }

    [Fact]
    public void The_rest()
    {
        Say(Question("blocks"), new AnswerValue.YesNo(false), "hr").ShouldBe("Ne");
        Say(Question("photos"), new AnswerValue.Files(["a", "b"]), "hr").ShouldBe("2 datoteke");
        Say(Question("more"), null, "hu").ShouldBe("Nincs válasz");
        Say(Question("more"), new AnswerValue.Number(1200), "de").ShouldBe("1.200");
    }

    [Fact]
    public void Every_problem_has_its_words_in_every_language()
    {
        AnswerProblem[] problems =
        [
            Problem("too-long", ("max", 200), ("over", 3)), Problem("too-few-choices", ("min", 2)), Problem("too-many-choices", ("max", 2)),
            Problem("number-small", ("min", 1L)), Problem("number-large", ("max", 4L)), Problem("too-few-files", ("min", 2)),
            Problem("too-many-files", ("max", 5)), Problem("unknown-question", ("question", "colour")),
            .. new[]
            {
                "missing.text", "missing.one-of", "missing.many-of", "missing.yes-no", "missing.date", "missing.number", "missing.photos",
                "missing.documents", "missing.place", "missing.slot", "not-an-option", "only-one", "date-incomplete", "not-a-date",
                "date-in-future", "date-in-past", "date-far", "not-a-number", "not-whole", "no-such-point", "slot-gone", "wrong-kind",
            }.Select(key => Problem(key)),
        ];

        foreach (var language in Texts.Languages)
        {
            problems.Select(problem => AnswerWords.Of(problem, Texts.In(language))).ShouldAllBe(words => words.Length > 5 && !words.Contains('{'));
            problems.Select(problem => problem.Key).ShouldBeSubsetOf(Texts.In(language).Keys);
        }

        AnswerWords.Of(Problem("too-long", ("max", 200), ("over", 2)), Texts.In("hr")).ShouldBe("Ovo je predugo za 2 znaka. Najviše stane 200. Skratite tekst.");
    }

    private static AnswerProblem Problem(string key, params (string, object?)[] values) => new("answer." + key, [.. values]);

    private static Question Question(string code) => FlyTipping.Questions.Single(question => question.Code == code);

    private static string Say(Question question, AnswerValue? answer, string language) => AnswerWords.Of(question, answer, Texts.In(language));

    private static Service ServiceOf(string code) =>
        ((CatalogueReading.Right)new CatalogueFiles().Read(CatalogueFiles.ShippedFolder)).Services.Single(file => file.Service.Code == code).Service;
}
