using System.Globalization;
using Kept.Api;
using Kept.Cases;
using Kept.Domain.Cases;
using Kept.Domain.Messages;
using Kept.Settings;
using Kept.Storage;
using Kept.Texts;
using Kept.Tracking.AskForCode;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Tracking;

/// <summary>
/// The way back to a case for somebody who has lost its link: reference and mail address, then the code from the mail. What is
/// answered is the same whether there is such a case or not.
/// </summary>
internal static class CodesApi
{
    public static void MapCodesApi(this IEndpointRouteBuilder api)
    {
        api.MapPost("/follow/codes", AskAsync).Accepts<CodeAsk>("application/json").Produces<CodeAsked>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status429TooManyRequests)
            .WithExample(new CodeAsked("Jc3mVb6yQk2sT8wXn1Rz4A"), new CodeAsk("K7QF-3M9T", "ada@example.org", "en")).WithParameters(ApiParameter.OnceByAnybody)
            .WithName("AskForCode").WithSummary("Sends a code to a mail address that follows this case.")
            .WithDescription("The answer is the same whether such a case and such a follower exist or not. The code is good for half an hour; meanwhile no second one is sent, and "
                + $"the one that was sent is right for every request. {CodesOfOne.MostAsked} times an hour it can be asked for the same reference and address.");

        api.MapPost("/follow/codes/{request}", UseAsync).Accepts<CodeBody>("application/json").Produces<CaseLink>()
            .ProducesProblem(StatusCodes.Status400BadRequest).WithProblem(StatusCodes.Status404NotFound, "no-such-id")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status429TooManyRequests)
            .WithExample(new CaseLink("K7QF-3M9T", "Jc3mVb6yQk2sT8wXn1Rz4A", "https://report.example.org/follow/K7QF3M9T/Jc3mVb6yQk2sT8wXn1Rz4A"), new CodeBody("123 456"))
            .WithName("UseCode").WithSummary("Takes the code from the mail, and answers with the token of the case.")
            .WithDescription($"A code works once. After {CodeRequest.MostTries} wrong ones none is right for this request, and after {CodesOfOne.MostWrong} within an hour none "
                + "for this reference and address. There is no Idempotency-Key: what is lost on the way is asked for anew.");
    }

    private static Task<IResult> AskAsync(
        HttpContext context, OnceCall calls, RequestOnce once, AskForCode.AskForCode ask, Words words, CancellationToken cancellationToken) =>
        calls.DoAsync<CodeAsk>(OnceCall.Everybody, async request =>
        {
            once.Expect(request.Key, Answer);
            return await ask.HandleAsync(request.Content.Known!.Value, request.Content.Mail!.Trim(), request.Content.Language ?? words.Language, cancellationToken)
                is AskOutcome.TooOften { Wait: var wait } ? TooOften(context, wait, words) : once.Kept!.Give(context);
        });

    private static ApiReply Answer(KeptDb saving) => new(
        StatusCodes.Status202Accepted, ApiJson.Write(new CodeAsked(saving.ChangeTracker.Entries<CodeRequest>().Single().Entity.Secret.Text)));

    private static async Task<IResult> UseAsync(
        HttpContext context, string request, OnceCall calls, UseCode use, IOptions<KeptSettings> settings, Words words, CancellationToken cancellationToken) =>
        !Secret.TryParse(request, out var secret) ? ApiProblem.Of(StatusCodes.Status404NotFound, "no-such-id", words) : await calls.DoAsync<CodeBody>(async body =>
            await use.HandleAsync(secret, body.Code ?? "", cancellationToken) switch
            {
                CodeOutcome.Right entry => TypedResults.Ok(new CaseLink(
                    entry.Reference.ToString(), entry.Secret.Text, settings.Value.AddressOf(CaseAddress.Of(entry.Reference, entry.Secret)))),
                CodeOutcome.TooMany { Wait: var wait } => TooOften(context, wait, words),
                _ => ApiProblem.Of(StatusCodes.Status422UnprocessableEntity, "wrong-code", words),
            });

    private static IResult TooOften(HttpContext context, Duration wait, Words words)
    {
        context.Response.Headers.RetryAfter = Math.Max((int)Math.Ceiling(wait.TotalSeconds), 1).ToString(CultureInfo.InvariantCulture);
        return ApiProblem.Of(StatusCodes.Status429TooManyRequests, "codes-too-often", words);
    }
}

/// <param name="Language">en, de, hr or hu: in which the mail is written; that of the request where it is not said.</param>
internal sealed record CodeAsk(string? Reference, string? Mail, string? Language) : IChecksItself
{
    internal Reference? Known => Domain.Cases.Reference.TryParse(Reference, out var reference) ? reference : null;

    public IEnumerable<FieldProblem> Problems()
    {
        if (Known is null)
        {
            yield return new FieldProblem("reference", "tracking.find.wrongReference");
        }

        if (Mail is null || !MailAddress.TryParse(Mail.Trim(), out _))
        {
            yield return new FieldProblem("mail", "tracking.find.wrongMail");
        }

        if (Language is not null && !TextLibrary.Ships(Language))
        {
            yield return new FieldProblem("language", "api.problem.bad-language");
        }
    }
}

/// <param name="Request">Stands in the address to which the code is sent.</param>
internal sealed record CodeAsked(string Request);

internal sealed record CodeBody(string? Code);

/// <param name="Token">Opens the case: as token in GetCase, and in all that a resident may do.</param>
internal sealed record CaseLink(string Reference, string Token, string TrackUrl);
