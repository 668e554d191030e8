namespace Kept.Demo;

internal static class DemoServices
{
    public static IServiceCollection AddKeptDemo(this IServiceCollection services) => services.AddScoped<FillWithCases.FillWithCases>();
}
