using System.Collections.Immutable;
using Kept.Domain.Catalogue;

namespace Kept.Catalogue.Reading;

/// <summary>
/// Makes a service of its file or of a stored version. The file has been checked before; what a stored version of an
/// earlier release lacks gets its default here.
/// </summary>
internal static class ServiceReader
{
    public static Service Read(SourceObject file) => new(
        Code: file.Text("code"),
        Kind: file.Choice<ServiceKind>("kind"),
        Group: file.Text("group"),
        Name: file.LocalText("name"),
        Description: file.LocalText("description"),
        Words: file.Object("words").Properties.ToImmutableDictionary(
            language => language.Name, language => ((SourceArray)language.Value).Texts(), StringComparer.Ordinal),
        Details: ReadDetails(file.Object("details")),
        Questions: [.. file.Objects("questions").Select(ReadQuestion)],
        Team: file.Text("team"),
        Calendar: file.Text("calendar"),
        Stages: [.. file.Objects("stages").Select(ReadStage)],
        WhenBroken: ReadBreachPolicy(file.Object("whenBroken")),
        WhenReopened: ReadReopenPolicy(file.Object("whenReopened")),
        VisitReasons: [.. file.Objects("visitReasons").Select(ReadChoice)],
        Delays: file.LocalText("delays"),
        Data: file.LocalText("data"),
        DuplicatesWithinMetres: (int?)file.Number("duplicatesWithinMetres"),
        Booking: file["booking"] is SourceObject booking ? ReadBooking(booking) : null,
        Open311: file["open311"] is null ? PartnerUse.None : file.Choice<PartnerUse>("open311"));

    private static AskedDetails ReadDetails(SourceObject details) => new(
        details.Choice<Need>("name"), details.Choice<Need>("mail"), details.Choice<Need>("phone"), details.Choice<Need>("address"));

    private static Question ReadQuestion(SourceObject question) => new(
        Code: question.Text("code"),
        Type: question.Choice<QuestionType>("type"),
        Label: question.LocalText("label"),
        Required: question.Flag("required") ?? true,
        Hint: question["hint"] is null ? null : question.LocalText("hint"),
        Options: [.. question.Objects("options").Select(ReadChoice)],
        Min: question.Number("min"),
        Max: question.Number("max"),
        ShowWhen: question["showWhen"] is SourceObject when ? new ShowWhen(when.Text("question"), when.Text("is")) : null,
        Internal: question.Flag("internal") ?? false,
        Dates: question["dates"] is null ? DateRule.Any : question.Choice<DateRule>("dates"));

    private static Choice ReadChoice(SourceObject choice) => new(choice.Text("code"), choice.LocalText("label"));

    private static Stage ReadStage(SourceObject stage) => new(
        Code: stage.Text("code"),
        Name: stage.LocalText("name"),
        Target: stage.Text("target"),
        Starts: stage.Choice<ClockStart>("starts"),
        Ends: stage.Choice<StageEnd>("ends"),
        Warn: stage.Text("warn"),
        Promise: stage.LocalText("promise"),
        Next: stage.LocalText("next"),
        Calendar: stage["calendar"] is null ? null : stage.Text("calendar"));

    private static BreachPolicy ReadBreachPolicy(SourceObject policy) => new(
        policy.Flag("needsApproval") ?? true, policy.Text("extension"), policy.LocalText("reason"));

    private static ReopenPolicy ReadReopenPolicy(SourceObject policy) => new(policy.Text("target"), policy.LocalText("promise"));

    private static Booking ReadBooking(SourceObject booking) => new(
        booking.List("weekdays").Texts(), booking.Text("from"), booking.Text("to"),
        (int)booking.Number("capacity")!, booking.Text("notice"), (int)booking.Number("daysAhead")!);
}
