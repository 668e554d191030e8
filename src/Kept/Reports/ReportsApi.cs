using Kept.Api;
using Kept.Catalogue;
using Kept.Domain.Catalogue;
using Kept.Domain.Catalogue.Answers;
using Kept.Texts;
using NodaTime.Text;

namespace Kept.Reports;

/// <summary>What the pages of a report show beside their questions, for programs that lead somebody through one.</summary>
internal static class ReportsApi
{
    public static void MapReportsApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/services/{code}/slots", SlotsAsync).TakesOnly()
            .Produces<SlotList>().WithProblem(StatusCodes.Status404NotFound, "no-service", ("code", "moon")).ProducesProblem(StatusCodes.Status429TooManyRequests)
            .WithExample(new SlotList("day", [new SlotView("2026-03-10", "07:00", "15:00")]))
            .WithName("ListSlots").WithSummary("The days of a service that can still be booked.")
            .WithDescription("Send one of slots, as it stands, in answers of CreateCase under the name in question. Where somebody takes the last place meanwhile, CreateCase answers 409 with the code slot-taken. A service that books nothing has no slots.");
        api.MapSimilarCases();
    }

    private static async Task<IResult> SlotsAsync(string code, CatalogueInUse catalogue, FreeSlots slots, Words words, CancellationToken cancellationToken)
    {
        if (catalogue.Find(code) is not { } found)
        {
            return ApiProblem.Of(StatusCodes.Status404NotFound, "no-service", words, ("code", code));
        }

        var free = (await slots.ContextAsync(found.Service, cancellationToken)).Slots;
        return TypedResults.Ok(new SlotList(
            found.Service.Questions.FirstOrDefault(question => question.Type == QuestionType.Slot)?.Code, [.. free.Select(SlotView.Of)]));
    }
}

/// <param name="Question">Code of the question that one of them answers; null for a service that books nothing.</param>
internal sealed record SlotList(string? Question, IReadOnlyList<SlotView> Slots);

/// <summary>A day and its hours in local time; in this form it is an answer.</summary>
internal sealed record SlotView(string Date, string From, string To)
{
    public static SlotView Of(AnswerValue.Slot slot) => new(LocalDatePattern.Iso.Format(slot.Date), SlotText.OfTime(slot.From), SlotText.OfTime(slot.To));
}
