using System.Text.Json.Nodes;
using Kept.Api;
using Kept.Cases.ReceiveCase;
using Kept.Keys;
using Kept.Texts;

namespace Kept.Cases;

/// <summary>Cases from other programs.</summary>
internal static class CasesApi
{
    private static readonly CaseRequest Request = new(
        "fly-tipping",
        new JsonObject { ["what"] = new JsonArray("furniture"), ["size"] = "van", ["blocks"] = false, ["where"] = new JsonObject { ["words"] = "lane behind Mill School", ["lat"] = 51.5, ["lon"] = -0.12 } },
        new ContactRequest("Ada Ito", "ada@example.org", null, null), "en");

    private static readonly CaseReceipt Receipt = new(
        "K7QF-3M9T", "https://report.example.org/follow/K7QF3M9T/Jc3mVb6yQk2sT8wXn1Rz4A",
        [new PromiseView("inspect", "open", new DateTimeOffset(2026, 3, 11, 17, 0, 0, TimeSpan.Zero), "By Wednesday 11 March we will have gone to look.", ["7 working days from Monday 2 March, 09:00."], null)]);

    public static void MapCasesApi(this IEndpointRouteBuilder api)
    {
        api.MapPost("/cases", SendAsync)
            .NeedsKey(KeyRights.WorkOnCases, WithoutKey.LetThrough)
            .Accepts<CaseRequest>("application/json", "multipart/form-data")
            .WithJsonPart(ProgramReports.Part, "Files that answer a question for photos or documents, in parts named after it: answers.proof for the question proof.")
            .Produces<CaseReceipt>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithExample(Receipt, Request)
            .WithParameters(ApiParameter.OnceByAnybody)
            .WithName("CreateCase").WithSummary("Sends a report, an application, a booking, a question or a complaint.")
            .WithDescription("The same Idempotency-Key again gets the first answer, and makes nothing twice. What asks for files is sent as a form: the JSON in the part case, and each file in a part named after its question. With the key of a member of staff it is written down for a caller, on the channel that is named.");
    }

    private static async Task<IResult> SendAsync(
        HttpRequest request, HttpResponse response, ProgramReports reports, Words words, CancellationToken cancellationToken)
    {
        var key = request.Headers[OnceCall.Header].ToString();
        if (OnceCall.WrongKey(key, words) is { } wrong)
        {
            return wrong;
        }

        var (body, unreadable) = await ApiBody.ReadAsync(request, words, cancellationToken);
        if (body is null)
        {
            return unreadable!;
        }

        var (outcome, refusal) = await reports.TakeAsync(body, key, request.HasFormContentType, cancellationToken);
        return outcome is null ? refusal! : AnswerTo(outcome, response, words);
    }

    private static IResult AnswerTo(ReceiveCaseOutcome outcome, HttpResponse response, Words words)
    {
        switch (outcome)
        {
            case ReceiveCaseOutcome.Received received:
                response.Headers.Location = $"/api/v1/cases/{received.Case.Reference}";
                return TypedResults.Text(received.Answer, "application/json", statusCode: StatusCodes.Status201Created);
            case ReceiveCaseOutcome.SentBefore before:
                response.Headers["Idempotency-Replayed"] = "true";
                return TypedResults.Text(before.Answer, "application/json", statusCode: before.Status);
            case ReceiveCaseOutcome.KeyUsedForOther:
                return ApiProblem.Of(StatusCodes.Status422UnprocessableEntity, "key-reused", words);
            case ReceiveCaseOutcome.SlotTaken:
                return ApiProblem.Of(StatusCodes.Status409Conflict, "slot-taken", words);
            default:
                throw new ArgumentOutOfRangeException(nameof(outcome));
        }
    }
}
