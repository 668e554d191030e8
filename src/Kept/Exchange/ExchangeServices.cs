namespace Kept.Exchange;

internal static class ExchangeServices
{
    public static IServiceCollection AddKeptExchange(this IServiceCollection services)
    {
        services.AddScoped<ExportRows.ExportRows>().AddScoped<ReadExports.ReadExports>();
        services.AddScoped<ImportCases.CaseRowReader>().AddScoped<ImportCases.ImportCases>();
        return services.AddScoped<ImportStaff.ImportStaff>();
    }
}
