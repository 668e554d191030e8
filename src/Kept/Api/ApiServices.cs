using Kept.Workers;

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
        return app.MapGroup(Prefix).DisableAntiforgery();
    }
}
