using Kept.Api;
using Kept.Texts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kept.Keys;

/// <summary>Marks an endpoint that only a program with a key may use.</summary>
/// <param name="Right">What the key has to be for.</param>
internal sealed record NeedsKey(KeyRights Right);

internal static class NeedsKeyEndpoints
{
    public static TBuilder NeedsKey<TBuilder>(this TBuilder endpoints, KeyRights right)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new NeedsKey(right));
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
        if (context.GetEndpoint()?.Metadata.GetMetadata<NeedsKey>() is not { } needed)
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
