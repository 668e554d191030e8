using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kept.Api;
using Kept.Cases.ReceiveCase;
using Kept.Domain.Cases;
using Kept.Texts;

namespace Kept.Cases;

/// <summary>Cases for other programs: send one, read one.</summary>
internal static class CasesApi
{
    private const int MostBytes = 256 * 1024;
    private const int LongestKey = 200;

    public static void MapCasesApi(this IEndpointRouteBuilder api)
    {
        api.MapPost("/cases", SendAsync)
            .Accepts<CaseRequest>("application/json")
            .Produces<CaseReceipt>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithName("CreateCase").WithSummary("Sends a report, an application, a booking, a question or a complaint.")
            .WithDescription("Needs the header Idempotency-Key: the same key again gets the first answer, and makes nothing twice.");

        api.MapGet("/cases/{reference}", ShowAsync)
            .Produces<PublicCase>().ProducesProblem(StatusCodes.Status404NotFound)
            .WithName("GetCase").WithSummary("What the resident sees of a case. Needs the token of its trackUrl.");
    }

    private static async Task<IResult> SendAsync(
        HttpRequest request, HttpResponse response, CaseRequestReader reader, ReceiveCase.ReceiveCase receive, PublicCases publicCases,
        Words words, CancellationToken cancellationToken)
    {
        var key = request.Headers["Idempotency-Key"].ToString();
        if (key.Length is 0 or > LongestKey)
        {
            return ApiProblem.Of(StatusCodes.Status400BadRequest, "no-key", words, ("most", LongestKey));
        }

        if (request.ContentLength > MostBytes)
        {
            return ApiProblem.Of(StatusCodes.Status413PayloadTooLarge, "too-large", words, ("most", MostBytes / 1024));
        }

        var (body, hash) = await ReadAsync(request, cancellationToken);
        if (body is null)
        {
            return ApiProblem.Of(StatusCodes.Status400BadRequest, "no-json", words);
        }

        var read = reader.Read(body, words);
        if (read is CaseRequestReading.Wrong wrong)
        {
            return ApiProblem.Of(wrong.Errors, words);
        }

        var accepted = (CaseRequestReading.Accepted)read;
        var outcome = await receive.HandleAsync(
            accepted.ToInput(new SubmissionKey("api", key, hash, LookFirst: false), publicCases.ReceiptOf), cancellationToken);
        return AnswerTo(outcome, response, words);
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

    private static async Task<(JsonObject? Body, string Hash)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, cancellationToken);
        var bytes = buffer.ToArray();
        try
        {
            return (JsonNode.Parse(bytes) as JsonObject, Convert.ToHexString(SHA256.HashData(bytes)));
        }
        catch (Exception problem) when (problem is JsonException or ArgumentException)
        {
            return (null, "");
        }
    }

    /// <summary>A wrong reference and a wrong token are answered alike.</summary>
    private static async Task<IResult> ShowAsync(
        string reference, string? token, PublicCases cases, Words words, CancellationToken cancellationToken) =>
        Reference.TryParse(reference, out var known) && Secret.TryParse(token, out var secret)
            && await cases.FindAsync(known, secret, words, cancellationToken) is { } found
                ? TypedResults.Ok(found)
                : ApiProblem.Of(StatusCodes.Status404NotFound, "no-case", words);
}
