using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Kept.Api;

/// <summary>Says in the description which files a form takes: the type of its body knows only the fields.</summary>
internal sealed class FormDoc : IOpenApiOperationTransformer
{
    private const string Form = "multipart/form-data";

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (operation.RequestBody?.Content is not { } contents || !contents.TryGetValue(Form, out var form) || form.Schema is not { } fields)
        {
            return Task.CompletedTask;
        }

        if (metadata.OfType<ApiJsonPart>().LastOrDefault() is { } json)
        {
            form.Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal) { [json.Name] = fields },
                Required = new HashSet<string>(StringComparer.Ordinal) { json.Name },
                AdditionalProperties = Files(json.Files),
            };
            form.Encoding = new Dictionary<string, OpenApiEncoding>(StringComparer.Ordinal) { [json.Name] = new() { ContentType = "application/json" } };
            form.Example = new JsonObject { [json.Name] = form.Example?.DeepClone() };
        }
        else if (metadata.OfType<ApiFilePart>().ToList() is { Count: > 0 } parts)
        {
            form.Schema = new OpenApiSchema { AllOf = [fields, Of(parts)] };
        }

        return Task.CompletedTask;
    }

    private static OpenApiSchema Of(List<ApiFilePart> parts) => new()
    {
        Type = JsonSchemaType.Object,
        Properties = parts.ToDictionary(part => part.Name, IOpenApiSchema (ApiFilePart part) => part.Many ? Files(part.Description) : File(part.Description), StringComparer.Ordinal),
        Required = parts.Where(part => part.Required).Select(part => part.Name).ToHashSet(StringComparer.Ordinal),
    };

    private static OpenApiSchema Files(string description) => new() { Type = JsonSchemaType.Array, Items = File(null), Description = description };

    private static OpenApiSchema File(string? description) => new() { Type = JsonSchemaType.String, Format = "binary", Description = description };
}
