namespace Kept.Exchange;

internal static class ExchangeServices
{
    public static IServiceCollection AddKeptExchange(this IServiceCollection services)
    {
        services.AddScoped<ExportRows.ExportRows>().AddScoped<ReadExports.ReadExports>();
        services.AddScoped<ImportFile.RowMoments>();
        services.AddScoped<ImportCases.CaseRowReader>().AddScoped<ImportCases.ImportCases>();
        services.AddScoped<ImportParts.PartReading>().AddScoped<ImportParts.CasesOfRows>().AddScoped<ImportParts.TakeInParts>().AddScoped<ImportParts.ImportParts>();
        services.AddScoped<ImportFile.ImportFile>();
        return services.AddScoped<ImportStaff.ImportStaff>();
    }
}
