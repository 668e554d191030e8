using Kept.Settings;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Kept.Storage;

/// <summary>Whether the driver understands the connection string; what stands in it is not repeated, for it may be a password.</summary>
internal sealed class ConnectionStringCheck : IValidateOptions<KeptSettings>
{
    public ValidateOptionsResult Validate(string? name, KeptSettings options)
    {
        var database = options.Database;
        try
        {
            _ = database.IsPostgres ? new NpgsqlConnectionStringBuilder(database.ConnectionString).ConnectionString
                : new SqliteConnectionStringBuilder(database.ConnectionString).ConnectionString;
            return ValidateOptionsResult.Success;
        }
        catch (Exception problem) when (problem is ArgumentException or FormatException or OverflowException)
        {
            var example = database.IsPostgres ? "Host=db;Database=kept;Username=kept;Password=…" : "Data Source=kept.db";
            return ValidateOptionsResult.Fail($"Kept:Database:ConnectionString cannot be read. Write names that {database.Provider} knows, and their values, such as \"{example}\".");
        }
    }
}
