using Kept.Api;
using Kept.Texts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Kept.Keys;

/// <summary>Marks an endpoint that only a program with a key may use.</summary>
/// <param name="Right">What the key has to be for.</param>
/// <param name="Else">What a request without any key needs.</param>
internal sealed record NeedsKey(KeyRights Right, WithoutKey Else = WithoutKey.Refused);

/// <summary>What becomes of a request that presents no key at all. One that presents a wrong key is always refused.</summary>
internal enum WithoutKey
{
    Refused,

    /// <summary>Let through with a <c>token</c> in its query: the endpoint looks at that.</summary>
    WithToken,

    /// <summary>Let through: residents use the endpoint too.</summary>
    LetThrough,
}

internal static class NeedsKeyEndpoints
{
    /// <inheritdoc cref="Keys.NeedsKey"/>
    public static TBuilder NeedsKey<TBuilder>(this TBuilder endpoints, KeyRights right, WithoutKey otherwise = WithoutKey.Refused)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(
            new NeedsKey(right, otherwise), new ApiSecured(right.ToString(), IsOptional: otherwise != WithoutKey.Refused),
            Answers(StatusCodes.Status401Unauthorized), Answers(StatusCodes.Status403Forbidden), Answers(StatusCodes.Status429TooManyRequests));

    private static ProducesResponseTypeMetadata Answers(int status) => new(status, typeof(ProblemDetails), ["application/problem+json"]);
}

/// <summary>
/// Stands before every endpoint that needs a key: takes it from <c>Authorization: Bearer</c>, never from a cookie or an
/// address, and hands the holder on. Says with every answer how much of the minute is left.
/// </summary>
internal sealed class KeyGate(RequestDelegate next)
{
    private const string Scheme = "Bearer ";

    public async Task InvokeAsync(HttpContext context, KeyCheck check, CurrentKey current, Words words)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<NeedsKey>() is not { } needed || IsLetThrough(needed, context.Request))
        {
            await next(context);
            return;
        }

        if (await RefusalAsync(context, needed.Right, check, current, words) is { } refusal)
        {
            await refusal.ExecuteAsync(context);
            return;
        }

        await next(context);
    }

    private static bool IsLetThrough(NeedsKey needed, HttpRequest request) => request.Headers.Authorization.Count == 0 && needed.Else switch
    {
        WithoutKey.LetThrough => true,
        WithoutKey.WithToken => request.Query.ContainsKey("token"),
        _ => false,
    };

    private static async Task<ProblemHttpResult?> RefusalAsync(
        HttpContext context, KeyRights right, KeyCheck check, CurrentKey current, Words words)
    {
        string? header = context.Request.Headers.Authorization;
        var presented = header?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true ? header[Scheme.Length..].Trim() : null;
        var answer = await check.CheckAsync(presented, context.RequestAborted);
        switch (answer)
        {
            case KeyAnswer.Accepted { Holder: var holder }:
                KeyAnswers.Tell(context.Response, holder.Rate);
                current.Holder = holder;
                return holder.May(right) ? null : ApiProblem.Of(StatusCodes.Status403Forbidden, "key-right", words, ("right", words[$"keys.right.{right}"]));
            case KeyAnswer.TooFast { Rate: var rate }:
                return KeyAnswers.TooFast(context.Response, rate, words);
            case KeyAnswer.Refused { Why: var why }:
                return KeyAnswers.Refused(context.Response, why, isGiven: header is not null, words);
            default:
                throw new InvalidOperationException($"The gate has no answer to {answer.GetType().Name}.");
        }
    }
}

/// <summary>The key of this request, once the gate has let it through.</summary>
internal sealed class CurrentKey
{
    public KeyHolder? Holder { get; set; }

    /// <exception cref="InvalidOperationException">The endpoint does not ask for a key.</exception>
    public KeyHolder Required => Holder ?? throw new InvalidOperationException("This endpoint does not ask for a key.");
}
