using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Kept.Api;

/// <summary>Says of a type in the description what its properties do not: what problems carry beside the fields of RFC 9457, and answers of several shapes.</summary>
internal sealed class SchemaDoc : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonTypeInfo.Type == typeof(ProblemDetails))
        {
            DescribeProblem(schema);
        }
        else if (context.JsonTypeInfo.Type.IsAssignableTo(typeof(IOneOf)))
        {
            schema.OneOf = [.. schema.Properties!.Values];
            (schema.Type, schema.Properties, schema.Required) = (null, null, null);
        }

        return Task.CompletedTask;
    }

    private static void DescribeProblem(OpenApiSchema schema)
    {
        schema.Description = "What is wrong, and what to do (RFC 9457).";
        schema.Required = new HashSet<string>(StringComparer.Ordinal) { "type", "title", "status" };
        schema.Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["type"] = Text("urn:kept:problem: with the code; about:blank where no operation was reached, as with 415 and 503."),
            ["title"] = Text("What is wrong and what to do, in the language of the request; of about:blank the name of the status."),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
            ["detail"] = Text("What to do, where the title does not say it."),
            ["code"] = Text("The same in every language. Not where type is about:blank."),
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "With the code invalid: what is wrong with each field.",
                AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
            },
            ["reason"] = Text("With the code refused: why, the same in every language."),
            ["yourVersion"] = new OpenApiSchema { Type = JsonSchemaType.Integer | JsonSchemaType.Null, Description = "With the code changed-meanwhile: the version in If-Match." },
            ["currentVersion"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "With the code changed-meanwhile: the version as it is now." },
            ["current"] = new OpenApiSchema { Description = "With the codes changed-meanwhile and changed-since: how it is now." },
            ["traceId"] = Text("Names the request to whoever runs this server. With every code."),
            ["errorId"] = Text("Names the failure in the log of the server. With 500 and 503, where something failed."),
        };
    }

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };
}
