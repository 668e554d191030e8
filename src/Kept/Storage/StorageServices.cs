using Kept.Settings;
using Kept.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Kept.Storage;

/// <summary>Registers the database that the settings name.</summary>
internal static class StorageServices
{
    private const int MostPrepared = 200;

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
                options.UseNpgsql(PreparingByItself(database.ConnectionString));
            }
            else
            {
                options.UseSqlite(database.ConnectionString).AddInterceptors(provider.GetRequiredService<SqlitePragmas>());
            }
        });
        services.AddSingleton<DataFolder>();
        services.AddScoped<SchemaRunner>();
        services.AddSingleton<IdSource>();
        return services;
    }

    /// <summary>Statements that come again are prepared on the server, unless the setting says otherwise.</summary>
    private static string PreparingByItself(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (settings.MaxAutoPrepare == 0)
        {
            (settings.MaxAutoPrepare, settings.AutoPrepareMinUsages) = (MostPrepared, 3);
        }

        return settings.ConnectionString;
    }

    private static DatabaseSettings DatabaseOf(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<KeptSettings>>().Value.ResolvedDatabase;
}
