using Kept.Settings;
using Kept.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Kept.Storage;

/// <summary>Registers the database that the settings name.</summary>
internal static class StorageServices
{
    public static IServiceCollection AddKeptStorage(this IServiceCollection services)
    {
        SqlValues.Register();
        services.AddSingleton<SqlitePragmas>();
        services.AddSingleton<SavedCases>();
        services.AddSingleton<IWriteLane>(provider => new AnnouncingLane(
            DatabaseOf(provider).IsPostgres ? new DirectLane() : new WriteLane(DatabaseOf(provider).ConnectionString),
            provider.GetRequiredService<SavedCases>()));
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
        });
        services.AddSingleton<DataFolder>();
        services.AddScoped<SchemaRunner>().AddSingleton<SchemaSteps>();
        services.AddSingleton<IdSource>();
        return services;
    }

    private static DatabaseSettings DatabaseOf(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<KeptSettings>>().Value.ResolvedDatabase;
}
