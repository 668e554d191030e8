using Kept.Api;
using Kept.Domain.Cases;
using Kept.Texts;

namespace Kept.Surveys.AnswerSurvey;

/// <summary>The answer to the one question after the close, for programs that have the secret of its mail and need no key.</summary>
internal static class SurveyApi
{
    private const int LongestComment = 2000;

    public static void MapSurveyApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/surveys/{secret}", ShowAsync).TakesOnly().Produces<SurveyView>()
            .WithProblem(StatusCodes.Status404NotFound, "no-such-id").ProducesProblem(StatusCodes.Status429TooManyRequests)
            .WithExample(new SurveyView("K7QF-3M9T", "Fly-tipping K7QF-3M9T", "Is it done?", [new SurveyChoice("yes", "Yes"), new SurveyChoice("no", "No"), new SurveyChoice("unsure", "I am not sure")], null))
            .WithName("GetSurvey").WithSummary("The question after the close, its answers in the language of the request, and the answer that stands. Reading it answers nothing.");

        api.MapPost("/surveys/{secret}", AnswerAsync).Accepts<SurveyBody>("application/json").Produces<SurveyReply>()
            .ProducesProblem(StatusCodes.Status400BadRequest).WithProblem(StatusCodes.Status404NotFound, "no-such-id").ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status429TooManyRequests)
            .WithExample(new SurveyReply("no", true), new SurveyBody("no", "Half of it is still there.")).WithParameters(ApiParameter.Once)
            .WithName("AnswerSurvey").WithSummary("Says whether it is really done. The first no opens the case again.");
    }

    private static async Task<IResult> ShowAsync(string secret, ReadSurvey read, Words words, CancellationToken cancellationToken) =>
        await read.HandleAsync(secret, words, cancellationToken) is { } asked
            ? TypedResults.Ok(new SurveyView(
                asked.Reference.ToString(), asked.What, words["survey.question"],
                [.. Enum.GetValues<SurveyAnswer>().Select(answer => new SurveyChoice(ApiNames.Of(answer), words[$"survey.answer.{ApiNames.Of(answer)}"]))],
                asked.Given is { } given ? ApiNames.Of(given) : null))
            : NotFound(words);

    private static async Task<IResult> AnswerAsync(
        string secret, OnceCall calls, EarlierRequests earlier, HttpContext context, AnswerSurvey operation, Words words, CancellationToken cancellationToken) =>
        !Secret.TryParse(secret, out var known) ? NotFound(words) : await calls.DoAsync<SurveyBody>($"survey:{RequestHash.Of(secret)}", async request =>
        {
            if (request.Content.Comment?.Length > LongestComment)
            {
                return ApiProblem.Of(
                    new Dictionary<string, string[]>(StringComparer.Ordinal) { ["comment"] = [words["tracking.add.tooLong", ("most", LongestComment)]] }, words);
            }

            switch (await operation.HandleAsync(known, request.Content.Chosen!.Value, request.Content.Comment, byItself: false, cancellationToken))
            {
                case AnswerSurveyOutcome.Thanked thanked:
                    var reply = ApiReply.Ok(new SurveyReply(request.Content.Answer!, thanked.Reopened));
                    await earlier.KeepAsync(request.Key, reply, cancellationToken);
                    return reply.Give(context);
                case AnswerSurveyOutcome.Busy:
                    return ApiProblem.Of(StatusCodes.Status409Conflict, "changed-meanwhile", words);
                default:
                    return NotFound(words);
            }
        });

    private static IResult NotFound(Words words) => ApiProblem.Of(StatusCodes.Status404NotFound, "no-such-id", words);
}

/// <param name="What">The matter that it is about.</param>
/// <param name="Given">Code of the answer that stands; null where there is none.</param>
internal sealed record SurveyView(string Reference, string What, string Question, IReadOnlyList<SurveyChoice> Answers, string? Given);

/// <param name="Code">To send with AnswerSurvey.</param>
internal sealed record SurveyChoice(string Code, string Label);

/// <param name="Answer">yes, no or unsure.</param>
internal sealed record SurveyBody(string? Answer, string? Comment) : IChecksItself
{
    internal SurveyAnswer? Chosen => ApiNames.Parse<SurveyAnswer>(Answer);

    public IEnumerable<FieldProblem> Problems() => Chosen is null ? [new FieldProblem("answer", "survey.choose")] : [];
}

/// <param name="Reopened">The case is open again.</param>
internal sealed record SurveyReply(string Answer, bool Reopened);
