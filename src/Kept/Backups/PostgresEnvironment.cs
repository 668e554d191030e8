using System.Globalization;
using Npgsql;

namespace Kept.Backups;

/// <summary>
/// What a connection string of Npgsql says, in the words of libpq (postgresql.org/docs/current/libpq-envars.html). Of several
/// servers the tools are sent to the very one that an open connection is with: there the snapshot lies, and there the tables.
/// </summary>
internal static class PostgresEnvironment
{
    /// <summary>Would lead the tools elsewhere, and mean nothing to Npgsql.</summary>
    private static readonly string[] Misleading = ["PGHOSTADDR", "PGSERVICE"];

    public static void Set(IDictionary<string, string?> environment, NpgsqlConnection connection, NpgsqlConnectionStringBuilder settings)
    {
        foreach (var name in Misleading)
        {
            environment.Remove(name);
        }

        foreach (var (name, value) in Of(connection.Host ?? "localhost", connection.Port, settings))
        {
            if (!string.IsNullOrEmpty(value))
            {
                environment[name] = value;
            }
        }
    }

    /// <summary>Empty values stay what they are, as Npgsql reads the same variables for them.</summary>
    public static IReadOnlyList<(string Name, string? Value)> Of(string host, int port, NpgsqlConnectionStringBuilder settings) =>
    [
        ("PGHOST", host.Trim('[', ']')),
        ("PGPORT", port.ToString(CultureInfo.InvariantCulture)),
        ("PGTARGETSESSIONATTRS", NamesSeveral(settings) ? "primary" : "any"),
        ("PGUSER", settings.Username),
        ("PGPASSWORD", settings.Password),
        ("PGPASSFILE", settings.Passfile),
        ("PGSSLMODE", SslModeOf(settings)),
        ("PGSSLROOTCERT", settings.RootCertificate),
        ("PGSSLCERT", settings.SslCertificate),
        ("PGSSLKEY", settings.SslKey),
        ("PGCHANNELBINDING", settings.ChannelBinding.ToString().ToLowerInvariant()),
        ("PGOPTIONS", OptionsOf(settings)),
        ("PGKRBSRVNAME", settings.KerberosServiceName),
    ];

    public static bool NamesSeveral(NpgsqlConnectionStringBuilder settings) => settings.Host?.Contains(',', StringComparison.Ordinal) == true;

    private static string SslModeOf(NpgsqlConnectionStringBuilder settings) => settings.SslMode switch
    {
        SslMode.VerifyCA => "verify-ca",
        SslMode.VerifyFull => "verify-full",
        var other => other.ToString().ToLowerInvariant(),
    };

    private static string OptionsOf(NpgsqlConnectionStringBuilder settings)
    {
        var path = string.IsNullOrEmpty(settings.SearchPath) ? "" : "-csearch_path=" + settings.SearchPath.Replace(@"\", @"\\", StringComparison.Ordinal).Replace(" ", @"\ ", StringComparison.Ordinal);
        return $"{settings.Options} {path}".Trim();
    }
}
