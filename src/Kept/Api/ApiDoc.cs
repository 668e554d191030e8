namespace Kept.Api;

/// <summary>What the description of the API says about an endpoint beside its types.</summary>
/// <param name="Request">An example of its body; null where it takes none.</param>
/// <param name="Response">An example of what it answers.</param>
internal sealed record ApiExample(object? Request, object? Response);

/// <summary>A field of the query or a header that is read by hand.</summary>
internal sealed record ApiParameter(string Name, string Description, string? Example = null, bool IsHeader = false, bool Required = false)
{
    public static readonly ApiParameter Once = new(
        OnceCall.Header, "1 to 200 characters of your own, such as a UUID. The same key with the same request gets the first answer for 24 hours, and nothing is done twice.",
        "6f1c1e52-5b1f-4d0c-9f0e-2f3b8a0a7c11", IsHeader: true, Required: true);
}

internal static class ApiDocumented
{
    public static TBuilder WithExample<TBuilder>(this TBuilder endpoint, object? response, object? request = null)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new ApiExample(request, response));

    public static TBuilder WithParameters<TBuilder>(this TBuilder endpoint, params IEnumerable<ApiParameter> parameters)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata([.. parameters]);
}
