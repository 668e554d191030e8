using System.Text.Json;
using Kept.Texts;
using Microsoft.EntityFrameworkCore;

namespace Kept.Api;

/// <summary>A request without content: its address says everything.</summary>
internal sealed record NoBody;

/// <summary>A request that has not been answered before.</summary>
/// <param name="Key">Under which its answer is kept.</param>
/// <param name="Files">As they came with the form.</param>
internal sealed record OnceRequest<TBody>(RequestKey Key, TBody Content, IReadOnlyList<IFormFile> Files);

/// <summary>
/// The frame of every request that does something: under its <c>Idempotency-Key</c> it is answered as before, refused beside
/// itself, or read, checked and done.
/// </summary>
internal sealed class OnceCall(IHttpContextAccessor accessor, RequestsUnderWay underWay, EarlierRequests earlier, Words words)
{
    public const string Header = "Idempotency-Key";

    /// <summary>Scope of requests without an API key and without a secret of their own: all their keys lie side by side.</summary>
    public const string Everybody = "everybody";

    private const int LongestKey = 200;
    private const string Scheme = "Bearer ";

    private HttpContext Context => accessor.HttpContext!;

    private CancellationToken Cancellation => Context.RequestAborted;

    /// <summary>Null for an Idempotency-Key that will do.</summary>
    public static IResult? WrongKey(string? key, Words words) =>
        string.IsNullOrEmpty(key) || key.Length > LongestKey ? ApiProblem.Of(StatusCodes.Status400BadRequest, "no-key", words, ("most", LongestKey)) : null;

    /// <param name="scope">Whose request it is.</param>
    /// <param name="work">Does what is asked, and keeps its answer where it did something.</param>
    public async Task<IResult> DoAsync<TBody>(string scope, Func<OnceRequest<TBody>, Task<IResult>> work)
        where TBody : class
    {
        string? key = Context.Request.Headers[Header];
        if (WrongKey(key, words) is { } wrong)
        {
            return wrong;
        }

        var (body, unreadable) = await ApiBody.ReadAsync(Context.Request, words, Cancellation);
        if (body is null)
        {
            return unreadable!;
        }

        var request = new RequestKey(scope, key!, HashOf(body), new AnswerSeal(Proof, key!));
        using var turn = underWay.Enter(request);
        if (turn is null)
        {
            return ApiProblem.Of(StatusCodes.Status409Conflict, "key-in-use", words);
        }

        return await BeforeAsync(request) ?? await DoNewAsync(request, body, work);
    }

    /// <summary>For requests that may be sent twice as they are, as they say how something shall be: no key, and nothing kept.</summary>
    public async Task<IResult> DoAsync<TBody>(Func<TBody, Task<IResult>> work)
        where TBody : class
    {
        var (body, unreadable) = await ApiBody.ReadAsync(Context.Request, words, Cancellation);
        var (content, wrong) = body is null ? (null, unreadable) : Read<TBody>(body);
        return content is null ? wrong! : await work(content);
    }

    private async Task<IResult> DoNewAsync<TBody>(RequestKey request, ApiBody body, Func<OnceRequest<TBody>, Task<IResult>> work)
        where TBody : class
    {
        var (content, wrong) = Read<TBody>(body);
        if (content is null)
        {
            return wrong!;
        }

        try
        {
            return await work(new OnceRequest<TBody>(request, content, body.Files));
        }
        catch (DbUpdateException) when (!Cancellation.IsCancellationRequested)
        {
            // Another node may have answered the same request in this moment; then nothing of this one was saved.
            if (await BeforeAsync(request) is { } before)
            {
                return before;
            }

            throw;
        }
    }

    private (TBody? Content, IResult? Wrong) Read<TBody>(ApiBody body)
        where TBody : class
    {
        var (content, wrong) = body.As<TBody>(words);
        return content is not null && ProblemsIn(content).ToLookup(problem => problem.Field, problem => words[problem.TextKey]) is { Count: > 0 } problems
            ? (null, ApiProblem.Of(problems.ToDictionary(field => field.Key, field => field.ToArray(), StringComparer.Ordinal), words))
            : (content, wrong);
    }

    private static IEnumerable<FieldProblem> ProblemsIn<TBody>(TBody content)
        where TBody : class
    {
        var tooLong = typeof(TBody).GetProperties()
            .Where(field => field.PropertyType == typeof(string) && LongestWords.AreIn((string?)field.GetValue(content)))
            .Select(field => new FieldProblem(JsonNamingPolicy.CamelCase.ConvertName(field.Name), LongestWords.TextKey));
        return content is IChecksItself checks ? tooLong.Concat(checks.Problems()) : tooLong;
    }

    private async Task<IResult?> BeforeAsync(RequestKey request)
    {
        switch (await earlier.FindAsync(request, Cancellation))
        {
            case EarlierRequest.Answered { Reply: var reply }:
                Context.Response.Headers["Idempotency-Replayed"] = "true";
                return reply.Give(Context);
            case EarlierRequest.Other:
                return ApiProblem.Of(StatusCodes.Status422UnprocessableEntity, "key-reused", words);
            default:
                return null;
        }
    }

    /// <summary>What the program proves itself with; only whoever has it can read an answer again that holds a secret.</summary>
    private string Proof => Context.Request.Headers.Authorization.ToString() is { } header && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        ? header[Scheme.Length..].Trim()
        : "";

    private string HashOf(ApiBody body) => RequestHash.Of(Context.Request.Method, Context.Request.Path, Context.Request.Headers.IfMatch.ToString(), body.Hash);
}
