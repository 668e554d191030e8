using Kept.Api;
using Kept.Staff;
using Kept.Texts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Kept.Keys;

/// <summary>Marks an endpoint that only a program with a key may use.</summary>
/// <param name="Right">What the key has to be for.</param>
/// <param name="Else">What a request without any key needs.</param>
/// <param name="Least">The least role of whose key it is; null where partners may come too, or the operation asks.</param>
internal sealed record NeedsKey(KeyRights Right, WithoutKey Else = WithoutKey.Refused, StaffRole? Least = null);

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
    public static TBuilder NeedsKey<TBuilder>(
        this TBuilder endpoints, KeyRights right, WithoutKey otherwise = WithoutKey.Refused, StaffRole? least = null)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(
            new NeedsKey(right, otherwise, least),
            new ApiSecured(least is null ? right.ToString() : $"{right}, on the key of somebody who is {least}", IsOptional: otherwise != WithoutKey.Refused),
            Answers(StatusCodes.Status401Unauthorized), Answers(StatusCodes.Status403Forbidden), Answers(StatusCodes.Status429TooManyRequests));

    private static ProducesResponseTypeMetadata Answers(int status) => new(status, typeof(ProblemDetails), ["application/problem+json"]);
}

/// <summary>
/// Stands before the whole interface. Where an endpoint needs a key, takes it from <c>Authorization: Bearer</c>, never from a
/// cookie or an address, and hands the holder on. Says with every answer how much of the minute is left: of the key, or of the
/// address of whoever has none.
/// </summary>
internal sealed class KeyGate(RequestDelegate next, KeylessRates keyless)
{
    private const string Scheme = "Bearer ";

    public async Task InvokeAsync(HttpContext context, KeyCheck check, CurrentKey current, Words words)
    {
        var needed = context.GetEndpoint()?.Metadata.GetMetadata<NeedsKey>();
        var refusal = needed is not null && !IsLetThrough(needed, context.Request) ? await RefusalAsync(context, needed, check, current, words)
            : context.Request.Path.StartsWithSegments(ApiServices.Prefix) ? TooOften(context, words)
            : null;
        if (refusal is not null)
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

    private async Task<ProblemHttpResult?> RefusalAsync(HttpContext context, NeedsKey needed, KeyCheck check, CurrentKey current, Words words)
    {
        string? header = context.Request.Headers.Authorization;
        var presented = header?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true ? header[Scheme.Length..].Trim() : null;
        var answer = await check.CheckAsync(presented, context.RequestAborted);
        switch (answer)
        {
            case KeyAnswer.Accepted { Holder: var holder }:
                KeyAnswers.Tell(context.Response, holder.Rate);
                current.Holder = holder;
                return !holder.May(needed.Right)
                        ? ApiProblem.Of(StatusCodes.Status403Forbidden, "key-right", words, ("right", words[$"keys.right.{needed.Right}"]))
                    : needed.Least is { } least && holder.Staff?.MayActAs(least) != true
                        ? ApiProblem.Of(StatusCodes.Status403Forbidden, "key-role", words, ("role", words[$"staff.role.{least}"]))
                    : null;
            case KeyAnswer.TooFast { Rate: var rate }:
                return KeyAnswers.TooFast(context.Response, rate, words);
            case KeyAnswer.Refused { Why: var why }:
                return TooOften(context, words) ?? KeyAnswers.Refused(context.Response, why, isGiven: header is not null, words);
            default:
                throw new InvalidOperationException($"The gate has no answer to {answer.GetType().Name}.");
        }
    }

    private ProblemHttpResult? TooOften(HttpContext context, Words words)
    {
        if (!keyless.Take(context.Connection.RemoteIpAddress, out var rate))
        {
            return KeyAnswers.TooFastWithoutKey(context.Response, rate!.Value, words);
        }

        if (rate is { } counted)
        {
            KeyAnswers.Tell(context.Response, counted);
        }

        return null;
    }
}

/// <summary>The key of this request, once the gate has let it through.</summary>
internal sealed class CurrentKey
{
    public KeyHolder? Holder { get; set; }

    /// <summary>Under which the answers to its requests are kept: of another key the same Idempotency-Key means another request.</summary>
    public string Scope => $"key:{Required.KeyId}";

    /// <exception cref="InvalidOperationException">The endpoint does not ask for a key.</exception>
    public KeyHolder Required => Holder ?? throw new InvalidOperationException("This endpoint does not ask for a key.");
}
