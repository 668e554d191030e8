using Kept.Domain.Cases;
using Kept.Domain.Catalogue;
using Kept.Domain.Catalogue.Answers;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Domain.Tests.Catalogue;

public sealed class AnswerCheckTests
{
    private static readonly LocalDate Today = new(2026, 3, 2);
    private static readonly AnswerValue.Slot Tuesday = new(new LocalDate(2026, 3, 10), new LocalTime(7, 0), new LocalTime(12, 0));
    private static readonly AnswerContext Context = new(Today, [Tuesday]);

    [Theory]
    [InlineData("  AB 123 ", "AB 123")]
    [InlineData("A\u0000B\u200d\tC", "AB\u200d C")]
    [InlineData("Cafe\u0301", "Caf\u00e9")]
    [InlineData("A\u202eB\u2066C\u2069", "ABC")]
    public void A_text_is_tidied_up(string typed, string kept) =>
        Accepted(Sample.Text, new AnswerValue.Text(typed)).ShouldBe(new AnswerValue.Text(kept));

    [Theory]
    [InlineData("\u200b\u200b")]
    [InlineData("\u00a0\u2060 \u00ad")]
    [InlineData("\u202e\u0007\ufeff")]
    [InlineData("\u2028\u3164\ufe0f")]
    [InlineData("\u2800")]
    public void A_text_of_which_nothing_can_be_seen_is_none(string typed)
    {
        Refused(Sample.Text, new AnswerValue.Text(typed)).Key.ShouldBe("answer.missing.text");
        Refused(Sample.Place, new AnswerValue.Spot(new Place(Address: typed, Words: typed))).Key.ShouldBe("answer.missing.place");
        Accepted(Sample.LongText, new AnswerValue.Text(typed)).ShouldBeNull();
    }

    [Fact]
    public void What_holds_visible_characters_together_stays() =>
        Accepted(Sample.Text, new AnswerValue.Text("\u0645\u06cc\u200c\u062e \u2764\ufe0f")).ShouldBe(new AnswerValue.Text("\u0645\u06cc\u200c\u062e \u2764\ufe0f"));

    [Fact]
    public void The_words_of_a_place_turn_no_direction_and_stand_in_one_line() =>
        Accepted(Sample.Place, new AnswerValue.Spot(new Place(Address: "Mill\u202e Lane\u0001", Words: "behind\nthe \u2067chapel")))
            .ShouldBe(new AnswerValue.Spot(new Place(Address: "Mill Lane", Words: "behind the chapel")));

    [Fact]
    public void A_text_may_be_as_long_as_it_says_and_no_longer()
    {
        Accepted(Sample.Text, new AnswerValue.Text(new string('x', 10))).ShouldNotBeNull();
        Refused(Sample.Text, new AnswerValue.Text(new string('x', 13)))
            .ShouldBe(new AnswerProblem("answer.too-long", [("max", 10), ("over", 3)]));
    }

    [Fact]
    public void A_long_text_keeps_its_lines() =>
        Accepted(Sample.LongText, new AnswerValue.Text("one\r\ntwo\n")).ShouldBe(new AnswerValue.Text("one\ntwo"));

    [Fact]
    public void Nothing_is_fine_where_nothing_has_to_be()
    {
        Accepted(Sample.LongText, null).ShouldBeNull();
        Accepted(Sample.LongText, new AnswerValue.Text("  ")).ShouldBeNull();
        Accepted(Sample.Photos, new AnswerValue.Files([])).ShouldBeNull();
    }

    [Fact]
    public void What_is_missing_is_asked_for_in_words_that_fit_the_question()
    {
        Question[] required =
            [Sample.Text, Sample.OneOf, Sample.ManyOf, Sample.YesNo, Sample.Date, Sample.Number, Sample.Documents, Sample.Place, Sample.Slot];

        required.Select(question => Refused(question, null).Key).ShouldBe(
        [
            "answer.missing.text", "answer.missing.one-of", "answer.missing.many-of", "answer.missing.yes-no", "answer.missing.date",
            "answer.missing.number", "answer.missing.documents", "answer.missing.place", "answer.missing.slot",
        ]);
        Refused(Sample.ManyOf, new AnswerValue.Choices([])).Key.ShouldBe("answer.missing.many-of");
        Refused(Sample.Place, new AnswerValue.Spot(new Place(Address: " "))).Key.ShouldBe("answer.missing.place");
    }

    [Fact]
    public void Options_come_in_their_order_each_once() =>
        Accepted(Sample.ManyOf, new AnswerValue.Choices(["bed", "sofa", "bed"])).ShouldBe(new AnswerValue.Choices(["sofa", "bed"]));

    [Fact]
    public void Options_have_to_be_on_the_list_and_not_too_many()
    {
        Refused(Sample.OneOf, new AnswerValue.Choices(["sea"])).Key.ShouldBe("answer.not-an-option");
        Refused(Sample.OneOf, new AnswerValue.Choices(["road", "pavement"])).Key.ShouldBe("answer.only-one");
        Refused(Sample.ManyOf, new AnswerValue.Choices(["sofa", "bed", "fridge"])).ShouldBe(new AnswerProblem("answer.too-many-choices", [("max", 2)]));
        Refused(Sample.ManyOf with { Min = 2 }, new AnswerValue.Choices(["sofa"])).ShouldBe(new AnswerProblem("answer.too-few-choices", [("min", 2)]));
    }

    [Fact]
    public void Dates_follow_their_rule()
    {
        Accepted(Sample.Date, new AnswerValue.Day(Today)).ShouldBe(new AnswerValue.Day(Today));
        Refused(Sample.Date, new AnswerValue.Day(Today.PlusDays(1))).Key.ShouldBe("answer.date-in-future");
        Refused(Sample.Date with { Dates = DateRule.TodayOrLater }, new AnswerValue.Day(Today.PlusDays(-1))).Key.ShouldBe("answer.date-in-past");
        Accepted(Sample.Date with { Dates = DateRule.TodayOrLater }, new AnswerValue.Day(Today)).ShouldBe(new AnswerValue.Day(Today));
        Refused(Sample.Date with { Dates = DateRule.Any }, new AnswerValue.Day(new LocalDate(1850, 1, 1))).Key.ShouldBe("answer.date-far");
    }

    [Theory]
    [InlineData(0, "answer.number-small")]
    [InlineData(5, "answer.number-large")]
    [InlineData(1.5, "answer.not-whole")]
    public void Numbers_are_whole_and_within_their_limits(double typed, string key) =>
        Refused(Sample.Number, new AnswerValue.Number((decimal)typed)).Key.ShouldBe(key);

    [Fact]
    public void Files_are_neither_too_few_nor_too_many()
    {
        Accepted(Sample.Photos, new AnswerValue.Files(["a", "a"])).ShouldBe(new AnswerValue.Files(["a"]));
        Refused(Sample.Photos, new AnswerValue.Files(["a", "b", "c"])).ShouldBe(new AnswerProblem("answer.too-many-files", [("max", 2)]));
        Refused(Sample.Documents, new AnswerValue.Files(["a"])).ShouldBe(new AnswerProblem("answer.too-few-files", [("min", 2)]));
    }

    [Theory]
    [InlineData(91, 0)]
    [InlineData(0, 181)]
    [InlineData(double.NaN, 0)]
    public void A_point_is_on_the_earth(double latitude, double longitude) =>
        Refused(Sample.Place, new AnswerValue.Spot(new Place(latitude, longitude))).Key.ShouldBe("answer.no-such-point");

    [Fact]
    public void A_place_is_a_point_an_address_or_words()
    {
        Accepted(Sample.Place, new AnswerValue.Spot(new Place(51.5, -0.1, " ", null))).ShouldBe(new AnswerValue.Spot(new Place(51.5, -0.1)));
        Accepted(Sample.Place, new AnswerValue.Spot(new Place(Words: "behind the chapel"))).ShouldNotBeNull();
        Refused(Sample.Place, new AnswerValue.Spot(new Place(Latitude: 51.5))).Key.ShouldBe("answer.no-such-point");
    }

    [Fact]
    public void A_slot_is_one_of_those_offered()
    {
        Accepted(Sample.Slot, Tuesday).ShouldBe(Tuesday);
        Refused(Sample.Slot, Tuesday with { Date = Tuesday.Date.PlusDays(1) }).Key.ShouldBe("answer.slot-gone");
    }

    [Fact]
    public void An_answer_of_another_kind_is_refused() =>
        Refused(Sample.Date, new AnswerValue.Text("tomorrow")).Key.ShouldBe("answer.wrong-kind");

    [Fact]
    public void All_at_once_drops_what_is_not_asked_and_names_what_is_unknown()
    {
        var service = Sample.Service(Sample.YesNo, Sample.Text with { ShowWhen = new ShowWhen("seen", "yes") });
        var answers = new Dictionary<string, AnswerValue> { ["seen"] = new AnswerValue.YesNo(false), ["plate"] = new AnswerValue.Text("AB") };

        AnswerCheck.All(service, answers, Context).ShouldBeOfType<AnswersOutcome.Complete>().Answers.Keys.ShouldBe(["seen"]);

        answers["seen"] = new AnswerValue.YesNo(true);
        AnswerCheck.All(service, answers, Context).ShouldBeOfType<AnswersOutcome.Complete>().Answers.Count.ShouldBe(2);

        answers.Remove("plate");
        answers["colour"] = new AnswerValue.Text("red");
        AnswerCheck.All(service, answers, Context).ShouldBeOfType<AnswersOutcome.Incomplete>().Problems
            .Select(one => (one.Question, one.Problem.Key))
            .ShouldBe([("plate", "answer.missing.text"), ("colour", "answer.unknown-question")]);
    }

    private static AnswerValue? Accepted(Question question, AnswerValue? answer) =>
        AnswerCheck.One(question, answer, Context).ShouldBeOfType<AnswerOutcome.Accepted>().Value;

    private static AnswerProblem Refused(Question question, AnswerValue? answer) =>
        AnswerCheck.One(question, answer, Context).ShouldBeOfType<AnswerOutcome.Refused>().Problem;
}
