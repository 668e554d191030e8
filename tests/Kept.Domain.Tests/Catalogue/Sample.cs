using System.Collections.Immutable;
using Kept.Domain.Catalogue;

namespace Kept.Domain.Tests.Catalogue;

/// <summary>A service with one question of each type, and one that hangs on another that hangs on a third.</summary>
internal static class Sample
{
    public static Question Text { get; } = Ask("plate", QuestionType.Text) with { Max = 10 };

    public static Question LongText { get; } = Ask("story", QuestionType.LongText) with { Required = false };

    public static Question OneOf { get; } = Ask("surface", QuestionType.OneOf) with { Options = [Option("road"), Option("pavement"), Option("other")] };

    public static Question ManyOf { get; } = Ask("items", QuestionType.ManyOf) with { Options = [Option("sofa"), Option("bed"), Option("fridge")], Max = 2 };

    public static Question YesNo { get; } = Ask("seen", QuestionType.YesNo);

    public static Question Date { get; } = Ask("day", QuestionType.Date) with { Dates = DateRule.TodayOrEarlier };

    public static Question Number { get; } = Ask("bins", QuestionType.Number) with { Min = 1, Max = 4 };

    public static Question Photos { get; } = Ask("photos", QuestionType.Photos) with { Required = false, Max = 2 };

    public static Question Documents { get; } = Ask("papers", QuestionType.Documents) with { Min = 2, Max = 3 };

    public static Question Place { get; } = Ask("where", QuestionType.Place);

    public static Question Slot { get; } = Ask("slot", QuestionType.Slot);

    public static LocalText Say(string text) => new(new Dictionary<string, string> { ["en"] = text });

    public static Choice Option(string code) => new(code, Say(code));

    public static Question Ask(string code, QuestionType type) => new(code, type, Say(code));

    public static Service Service(params ImmutableArray<Question> questions) => new(
        Code: "sample",
        Kind: ServiceKind.Report,
        Group: "group",
        Name: Say("Sample"),
        Description: Say("A sample."),
        Words: ImmutableDictionary<string, ImmutableArray<string>>.Empty,
        Details: new AskedDetails(Need.Optional, Need.Optional, Need.None, Need.None),
        Questions: questions,
        Team: "team",
        Calendar: "office",
        Stages: [],
        WhenBroken: new BreachPolicy(false, "5 working days", Say("Sorry.")),
        WhenReopened: new ReopenPolicy("3 working days", Say("By {date} we look again.")),
        VisitReasons: [],
        Delays: Say("Snow."),
        Data: Say("Only for this."));
}
