using System.Text.Json;
using System.Text.Json.Nodes;
using Kept.Texts;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Kept.Api;

/// <summary>Says of an endpoint in the description what its types cannot: examples, headers, what is read by hand, and the key it needs.</summary>
internal sealed class OperationDoc : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        foreach (var parameter in metadata.OfType<ApiParameter>())
        {
            Add(operation, parameter);
        }

        if (metadata.OfType<ApiExample>().LastOrDefault() is { } example)
        {
            Show(operation, example);
        }

        if (metadata.OfType<ApiNamedExample>().ToList() is { Count: > 0 } examples)
        {
            Show(operation, examples);
        }

        var problems = new ProblemExamples(context.ApplicationServices.GetRequiredService<TextLibrary>().In("en"), [.. metadata.OfType<ApiProblemCode>()]);
        foreach (var (status, answer) in operation.Responses ?? [])
        {
            foreach (var content in (answer.Content ?? new Dictionary<string, OpenApiMediaType>()).Where(content => content.Key == "application/problem+json"))
            {
                content.Value.Example = problems.Of(status);
            }
        }

        if (metadata.OfType<ApiSecured>().LastOrDefault() is { } secured)
        {
            var key = new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(ApiSecured.Scheme, context.Document)] = [] };
            operation.Security = secured.IsOptional ? [key, []] : [key];
            operation.Description = $"{operation.Description} {(secured.IsOptional ? "With a key, it" : "It")} needs the right {secured.Right}.".TrimStart();
        }

        return Task.CompletedTask;
    }

    private static void Add(OpenApiOperation operation, ApiParameter parameter)
    {
        var where = parameter.IsHeader ? ParameterLocation.Header : ParameterLocation.Query;
        operation.Parameters ??= [];
        var known = operation.Parameters.OfType<OpenApiParameter>().FirstOrDefault(one => one.Name == parameter.Name && one.In == where);
        if (known is null)
        {
            known = new OpenApiParameter { Name = parameter.Name, In = where, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
            operation.Parameters.Add(known);
        }

        known.Description = parameter.Description;
        known.Required = parameter.Required;
        known.Example = parameter.Example is { } example ? JsonValue.Create(example) : null;
    }

    private static void Show(OpenApiOperation operation, ApiExample example)
    {
        foreach (var content in operation.RequestBody?.Content?.Values ?? [])
        {
            content.Example = Json(example.Request);
        }

        foreach (var content in Answers(operation))
        {
            content.Example = Json(example.Response);
        }
    }

    private static void Show(OpenApiOperation operation, IEnumerable<ApiNamedExample> examples)
    {
        foreach (var content in Answers(operation))
        {
            content.Examples = examples.ToDictionary(
                example => example.Name,
                IOpenApiExample (example) => new OpenApiExample { Summary = example.Summary, Value = Json(example.Response) },
                StringComparer.Ordinal);
        }
    }

    /// <summary>What it answers where all is well.</summary>
    private static IEnumerable<OpenApiMediaType> Answers(OpenApiOperation operation) =>
        (operation.Responses ?? []).Where(answer => answer.Key.StartsWith('2')).SelectMany(answer => answer.Value.Content?.Values ?? []);

    private static JsonNode? Json(object? value) => value as JsonNode ?? (value is null ? null : JsonSerializer.SerializeToNode(value, value.GetType(), ApiJson.Options));
}

/// <summary>Says in the description that an endpoint needs a key, and what for.</summary>
/// <param name="IsOptional">There is a way without a key too.</param>
internal sealed record ApiSecured(string Right, bool IsOptional)
{
    public const string Scheme = "key";
}

/// <summary>The ways in which programs prove who they are.</summary>
internal sealed class SecurityDoc : IOpenApiDocumentTransformer
{
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
        document.Components.SecuritySchemes[ApiSecured.Scheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "kept_…",
            Description = "A key of a partner or of a member of staff. Answers say how much of its minute is left (RateLimit-Policy, RateLimit); 429 says when to come again (Retry-After).",
        };
        document.Info.Title = "Kept";
        document.Info.Description = "Whatever a page of the desk can do, a program can do with the key of a member of staff, under that person's rights. Errors are problem details (RFC 9457) with a stable code.";
        return Task.CompletedTask;
    }
}
