using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Kept.Domain.Cases;
using Kept.Domain.Catalogue;
using Kept.Domain.Catalogue.Answers;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Domain.Tests.Catalogue;

/// <summary>Answers as they are typed and as JSON.</summary>
public sealed class AnswerFormsTests
{
    private static readonly Service Everything = Sample.Service(
        Sample.Text, Sample.LongText, Sample.OneOf, Sample.ManyOf, Sample.YesNo, Sample.Date, Sample.Number, Sample.Photos, Sample.Place, Sample.Slot);

    private static readonly AnswerValue.Slot Slot = new(new LocalDate(2026, 3, 10), new LocalTime(7, 0), new LocalTime(12, 30));

    [Fact]
    public void Every_kind_of_answer_comes_back_from_JSON_as_it_was()
    {
        var answers = ImmutableDictionary<string, AnswerValue>.Empty
            .Add("plate", new AnswerValue.Text("AB \"1\""))
            .Add("surface", new AnswerValue.Choices(["road"]))
            .Add("items", new AnswerValue.Choices(["sofa", "bed"]))
            .Add("seen", new AnswerValue.YesNo(true))
            .Add("day", new AnswerValue.Day(new LocalDate(2026, 2, 28)))
            .Add("bins", new AnswerValue.Number(3))
            .Add("photos", new AnswerValue.Files(["f1", "f2"]))
            .Add("where", new AnswerValue.Spot(new Place(51.5, -0.125, "Mill Lane 3", "behind the chapel")))
            .Add("slot", Slot);

        var json = AnswerJson.Write(Everything, answers).ToJsonString();

        json.ShouldContain("\"surface\":\"road\",\"items\":[\"sofa\",\"bed\"],\"seen\":true,\"day\":\"2026-02-28\",\"bins\":3");
        json.ShouldContain("\"slot\":{\"date\":\"2026-03-10\",\"from\":\"07:00\",\"to\":\"12:30\"}");
        var read = AnswerJson.ReadStored(Everything, json);
        read.Count.ShouldBe(answers.Count);
        answers.ShouldAllBe(answer => read[answer.Key].Equals(answer.Value));
    }

    [Theory]
    [InlineData("plate", "7")]
    [InlineData("items", "\"sofa\"")]
    [InlineData("items", "[1]")]
    [InlineData("seen", "\"yes\"")]
    [InlineData("day", "\"2 March\"")]
    [InlineData("bins", "\"3\"")]
    [InlineData("where", "{\"lat\":\"51.5\"}")]
    [InlineData("where", "{\"latitude\":51.5}")]
    [InlineData("slot", "{\"date\":\"2026-03-10\",\"from\":\"7\",\"to\":\"12:30\"}")]
    [InlineData("slot", "{\"date\":7}")]
    public void JSON_of_another_kind_is_a_problem_and_never_an_error(string question, string json) =>
        ProblemOf(question, json).ShouldBe("answer.wrong-kind");

    [Fact]
    public void A_question_the_service_does_not_have_is_a_problem() => ProblemOf("colour", "\"red\"").ShouldBe("answer.unknown-question");

    [Theory]
    [InlineData("2026-02-28")]
    [InlineData("28", "2", "2026")]
    [InlineData(" 28", "02 ", "2026")]
    public void A_date_is_typed_in_one_field_or_three(params string[] typed) =>
        Typed(Sample.Date, typed).ShouldBe(new AnswerOutcome.Accepted(new AnswerValue.Day(new LocalDate(2026, 2, 28))));

    [Theory]
    [InlineData("answer.date-incomplete", "28", "", "2026")]
    [InlineData("answer.not-a-date", "30", "2", "2026")]
    [InlineData("answer.not-a-date", "1", "13", "2026")]
    [InlineData("answer.not-a-date", "tomorrow", "2", "2026")]
    [InlineData("answer.not-a-date", "1", "1", "99999")]
    [InlineData("answer.not-a-date", "yesterday")]
    public void A_date_that_is_none_says_why(string key, params string[] typed) => Typed(Sample.Date, typed).ShouldBeRefused(key);

    [Theory]
    [InlineData("12", 12)]
    [InlineData(" 1 200 ", 1200)]
    [InlineData("-3", -3)]
    public void A_number_is_typed_with_digits(string typed, int number) =>
        Typed(Sample.Number, typed).ShouldBe(new AnswerOutcome.Accepted(new AnswerValue.Number(number)));

    [Theory]
    [InlineData("two", "answer.not-a-number")]
    [InlineData("1,5", "answer.not-whole")]
    [InlineData("99999999999999999999999999999999999999", "answer.not-whole")]
    public void A_number_that_is_none_says_why(string typed, string key) => Typed(Sample.Number, typed).ShouldBeRefused(key);

    [Fact]
    public void Ticks_and_choices_are_codes()
    {
        Typed(Sample.ManyOf, "sofa", "bed").ShouldBe(new AnswerOutcome.Accepted(new AnswerValue.Choices(["sofa", "bed"])));
        Typed(Sample.YesNo, "no").ShouldBe(new AnswerOutcome.Accepted(new AnswerValue.YesNo(false)));
        Typed(Sample.YesNo, "maybe").ShouldBeRefused("answer.missing.yes-no");
        Typed(Sample.Slot, SlotText.Of(Slot)).ShouldBe(new AnswerOutcome.Accepted(Slot));
        Typed(Sample.Slot, "2026-03-10").ShouldBeRefused("answer.slot-gone");
    }

    [Fact]
    public void Empty_fields_are_no_answer()
    {
        Typed(Sample.Text, "  ").ShouldBe(new AnswerOutcome.Accepted(null));
        Typed(Sample.Date, "", "", "").ShouldBe(new AnswerOutcome.Accepted(null));
        Typed(Sample.ManyOf).ShouldBe(new AnswerOutcome.Accepted(null));
    }

    private static AnswerOutcome Typed(Question question, params string[] typed) => TypedAnswer.Read(question, typed);

    private static string ProblemOf(string question, string json) =>
        AnswerJson.Read(Everything, new JsonObject { [question] = JsonNode.Parse(json) })
            .ShouldBeOfType<AnswersOutcome.Incomplete>().Problems.ShouldHaveSingleItem().Problem.Key;
}

internal static class AnswerOutcomeAssertions
{
    public static void ShouldBeRefused(this AnswerOutcome outcome, string key) =>
        outcome.ShouldBeOfType<AnswerOutcome.Refused>().Problem.Key.ShouldBe(key);
}
