using Kept.Domain.Catalogue;
using Kept.Domain.Catalogue.Answers;
using Shouldly;
using Xunit;

namespace Kept.Domain.Tests.Catalogue;

public sealed class AskedQuestionsTests
{
    private static readonly Service Service = Sample.Service(
        Sample.OneOf,
        Sample.YesNo with { ShowWhen = new ShowWhen("surface", "road") },
        Sample.Text with { ShowWhen = new ShowWhen("seen", "yes") },
        Sample.Place);

    [Fact]
    public void A_question_that_hangs_on_another_waits_for_its_answer()
    {
        Codes([]).ShouldBe(["surface", "where"]);
        Codes(new() { ["surface"] = Choose("pavement") }).ShouldBe(["surface", "where"]);
        Codes(new() { ["surface"] = Choose("road") }).ShouldBe(["surface", "seen", "where"]);
        Codes(new() { ["surface"] = Choose("road"), ["seen"] = new AnswerValue.YesNo(true) }).ShouldBe(["surface", "seen", "plate", "where"]);
    }

    [Fact]
    public void An_answer_that_is_no_longer_asked_for_opens_nothing() =>
        Codes(new() { ["surface"] = Choose("pavement"), ["seen"] = new AnswerValue.YesNo(true) }).ShouldBe(["surface", "where"]);

    [Fact]
    public void The_way_leads_from_one_asked_question_to_the_next()
    {
        var asked = AskedQuestions.Of(Service, new Dictionary<string, AnswerValue> { ["surface"] = Choose("road") });

        asked.First!.Code.ShouldBe("surface");
        asked.After("surface")!.Code.ShouldBe("seen");
        asked.After("where").ShouldBeNull();
        asked.Before("where")!.Code.ShouldBe("seen");
        asked.Before("surface").ShouldBeNull();
        asked.NumberOf("where").ShouldBe(3);
        asked.NumberOf("plate").ShouldBe(0);
        asked.After("plate").ShouldBeNull();
    }

    private static AnswerValue.Choices Choose(string code) => new([code]);

    private static IEnumerable<string> Codes(Dictionary<string, AnswerValue> answers) =>
        AskedQuestions.Of(Service, answers).Questions.Select(question => question.Code);
}
