using Kept.Settings;
using Kept.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Options;

namespace Kept.Storage;

/// <summary>Registers the database that the settings name.</summary>
internal static class StorageServices
{
    public static IServiceCollection AddKeptStorage(this IServiceCollection services, IConfiguration configuration)
    {
        SqlValues.Register();
        services.AddSingleton<SqlitePragmas>();
        services.AddSingleton<SavedCases>();
        services.AddSingleton<IWriteLane>(provider => new MeasuringLane(
            new AnnouncingLane(LaneOf(provider), provider.GetRequiredService<SavedCases>()),
            provider.GetRequiredService<Pressure>(), provider.GetRequiredService<StorageMeters>()));
        services.AddMetrics();
        services.AddSingleton<Pressure>().AddSingleton<StorageMeters>();
        services.AddOptions<PressureSettings>().BindSettings(configuration.GetSection(PressureSettings.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PressureSettings>, PressureSettingsCheck>();
        services.AddSingleton<IValidateOptions<KeptSettings>, ConnectionStringCheck>();
        services.AddDbContext<KeptDb>((provider, options) =>
        {
            var database = DatabaseOf(provider);
            if (database.IsPostgres)
            {
                options.UseNpgsql(PostgresConnection.Of(database.ConnectionString));
            }
            else
            {
                options.UseSqlite(database.ConnectionString).AddInterceptors(provider.GetRequiredService<SqlitePragmas>());
            }

            // A key that is taken is found out by the save: whoever catches what was refused knows whether it is a failure.
            options.ConfigureWarnings(warnings => warnings.Log((CoreEventId.SaveChangesFailed, LogLevel.Debug), (RelationalEventId.CommandError, LogLevel.Debug)));
        }, ServiceLifetime.Scoped, optionsLifetime: ServiceLifetime.Singleton);
        services.AddSingleton<DataFolder>();
        services.AddScoped<SchemaRunner>().AddScoped<SlowSteps>().AddSingleton<SchemaSteps>();
        services.AddHostedService<NumberKeeper>();
        services.AddSingleton<IdSource>().AddSingleton<RowLease>().AddScoped<OneInHand>();
        return services;
    }

    /// <summary>To stand before anything that reads what was sent.</summary>
    public static IApplicationBuilder UsePressureGate(this IApplicationBuilder app) => app.UseMiddleware<PressureGate>();

    private static IWriteLane LaneOf(IServiceProvider provider) => DatabaseOf(provider) is { IsPostgres: false } embedded
        ? new WriteLane(embedded.ConnectionString, provider.GetRequiredService<StorageMeters>().Committed)
        : new DirectLane();

    private static DatabaseSettings DatabaseOf(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<KeptSettings>>().Value.ResolvedDatabase;
}
