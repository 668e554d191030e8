using Kept.Workers;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace Kept.Api;

/// <summary>The JSON API under /api/v1 and its description in OpenAPI 3.1.</summary>
internal static class ApiServices
{
    public const string Prefix = "/api/v1";

    public static IServiceCollection AddKeptApi(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.AddOpenApi("v1", options =>
        {
            options.OpenApiVersion = Microsoft.OpenApi.OpenApiSpecVersion.OpenApi3_1;
            options.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith(Prefix.TrimStart('/'), StringComparison.Ordinal) == true;
            options.AddSchemaTransformer<SchemaDoc>();
            options.AddOperationTransformer<OperationDoc>();
            options.AddOperationTransformer<FormDoc>();
            options.AddDocumentTransformer<SecurityDoc>();
        });
        services.AddScoped<RequestOnce>().AddScoped<EarlierRequests>().AddSingleton<RequestsUnderWay>().AddScoped<OnceCall>().AddScoped<FormOnce>();
        services.AddPeriodicWork<ForgetAnswers.ForgetAnswers>();
        return services;
    }

    /// <summary>Where the capabilities map what they answer.</summary>
    public static IEndpointRouteBuilder MapKeptApi(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json");
        var api = app.MapGroup(Prefix).DisableAntiforgery()
            .ProducesProblem(StatusCodes.Status429TooManyRequests).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        ((IEndpointConventionBuilder)api).Finally(DescribeBodies);
        return api;
    }

    /// <summary>What every operation that takes a body answers to one that it cannot take.</summary>
    private static void DescribeBodies(EndpointBuilder endpoint)
    {
        var takesBody = endpoint.Metadata.OfType<IAcceptsMetadata>().Any();
        if (takesBody)
        {
            endpoint.Metadata.Add(Answers(StatusCodes.Status415UnsupportedMediaType));
        }

        if (takesBody || endpoint.Metadata.OfType<ApiParameter>().Any(parameter => parameter.Name == OnceCall.Header))
        {
            endpoint.Metadata.Add(Answers(StatusCodes.Status413PayloadTooLarge));
        }
    }

    private static ProducesResponseTypeMetadata Answers(int status) => new(status, typeof(ProblemDetails), ["application/problem+json"]);
}
