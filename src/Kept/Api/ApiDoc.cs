namespace Kept.Api;

/// <summary>What the description of the API says about an endpoint beside its types.</summary>
/// <param name="Request">An example of its body; null where it takes none.</param>
/// <param name="Response">An example of what it answers.</param>
internal sealed record ApiExample(object? Request, object? Response);

/// <summary>One of the shapes of an answer that has several.</summary>
internal sealed record ApiNamedExample(string Name, string Summary, object Response);

/// <summary>The problem that an endpoint answers under a status, where it is not the one that most answer.</summary>
/// <param name="Code">The text is <c>api.problem.{code}</c>.</param>
/// <param name="Values">What stands in that text.</param>
internal sealed record ApiProblemCode(int Status, string Code, (string Name, object? Value)[] Values);

/// <summary>Describes an answer of several shapes: what is answered is one of its parts, and never the whole.</summary>
internal interface IOneOf;

/// <summary>A field of the query or a header that is read by hand.</summary>
internal sealed record ApiParameter(string Name, string Description, string? Example = null, bool IsHeader = false, bool Required = false)
{
    public static readonly ApiParameter Once = new(
        OnceCall.Header, "1 to 200 characters of your own, such as a UUID. The same key with the same request gets the first answer for 24 hours, and nothing is done twice.",
        "6f1c1e52-5b1f-4d0c-9f0e-2f3b8a0a7c11", IsHeader: true, Required: true);

    /// <summary>Where requests without an API key come too, whose keys lie side by side.</summary>
    public static readonly ApiParameter OnceByAnybody = Once with { Description = $"{Once.Description} Without an API key it is a random text, such as a UUID: the keys of all who have none lie side by side." };
}

/// <summary>A part of a form that holds a file.</summary>
/// <param name="Many">It may come several times.</param>
internal sealed record ApiFilePart(string Name, string Description, bool Many, bool Required);

/// <summary>A form holds the whole body as JSON in this part, and files in parts named after what they belong to.</summary>
internal sealed record ApiJsonPart(string Name, string Files);

internal static class ApiDocumented
{
    /// <summary>The field "files", in which forms of this interface take photos and documents.</summary>
    public static TBuilder WithFiles<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new ApiFilePart("files", "Photos or documents.", Many: true, Required: false));

    public static TBuilder WithFile<TBuilder>(this TBuilder endpoint, string name, string description)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new ApiFilePart(name, description, Many: false, Required: true));

    public static TBuilder WithJsonPart<TBuilder>(this TBuilder endpoint, string name, string files)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new ApiJsonPart(name, files));

    public static TBuilder WithExample<TBuilder>(this TBuilder endpoint, object? response, object? request = null)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new ApiExample(request, response));

    public static TBuilder WithExamples<TBuilder>(this TBuilder endpoint, params IEnumerable<ApiNamedExample> examples)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata([.. examples]);

    /// <summary>Documents a problem with the code that it has.</summary>
    public static TBuilder WithProblem<TBuilder>(this TBuilder endpoint, int status, string code, params (string Name, object? Value)[] values)
        where TBuilder : IEndpointConventionBuilder => endpoint.ProducesProblem(status).WithMetadata(new ApiProblemCode(status, code, values));

    public static TBuilder WithParameters<TBuilder>(this TBuilder endpoint, params IEnumerable<ApiParameter> parameters)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata([.. parameters]);
}
