using System.Diagnostics;
using Npgsql;

namespace Kept.Bench.Web;

/// <summary>
/// A PostgreSQL server of this run's own, with its usual settings: every commit is synced. In a temporary folder of a user who
/// is not root, or in one that is kept for the next run; it ends when this process does.
/// </summary>
internal sealed class BenchPostgres : IAsyncDisposable
{
    private const string Script = """
        set -eu
        bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
        PATH="${bin:+$bin:}$PATH"
        if [ "$1" = keep ]; then
            folder=${TMPDIR:-/tmp}/kept-bench-postgres
            mkdir -p "$folder"
        else
            folder=$(mktemp -d "${TMPDIR:-/tmp}/kept-bench-postgres.XXXXXX")
            trap 'rm -rf "$folder"' EXIT
        fi
        trap 'exit 130' INT TERM
        [ -e "$folder/data" ] || initdb -D "$folder/data" -U kept -A trust -E UTF8 --locale=C > "$folder/log" 2>&1 || { cat "$folder/log"; exit 1; }
        postgres -D "$folder/data" -k "$folder" -c listen_addresses= -c max_connections=200 \
            -c shared_buffers=512MB -c max_wal_size=4GB >> "$folder/log" 2>&1 < /dev/null &
        server=$!
        for _ in $(seq 400); do
            if pg_isready -q -h "$folder"; then echo "ready $folder"; break; fi
            kill -0 $server 2>/dev/null || { cat "$folder/log"; exit 1; }
            sleep 0.05
        done
        cat > /dev/null
        kill -INT $server
        wait $server || true
        """;

    private readonly Process script;
    private readonly string folder;

    private BenchPostgres(Process script, string folder) => (this.script, this.folder) = (script, folder);

    /// <param name="keep">In a folder whose databases are there again the next time.</param>
    /// <exception cref="InvalidOperationException">It did not start; the message says why.</exception>
    public static async Task<BenchPostgres> StartAsync(bool keep)
    {
        var start = new ProcessStartInfo { WorkingDirectory = "/", RedirectStandardInput = true, RedirectStandardOutput = true };
        string[] shell = ["sh", "-c", Script, "sh", keep ? "keep" : "once"];
        string[] words = Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--", .. shell] : shell;
        start.FileName = words[0];
        Array.ForEach(words[1..], start.ArgumentList.Add);
        var script = Process.Start(start)!;
        var said = new List<string>();
        while (await script.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("ready ", StringComparison.Ordinal))
            {
                return new BenchPostgres(script, line["ready ".Length..]);
            }

            said.Add(line);
        }

        throw new InvalidOperationException($"PostgreSQL did not start. Is postgresql-15 installed?\n{string.Join('\n', said)}");
    }

    public async Task<bool> HasDatabaseAsync(string name)
    {
        await using var connection = new NpgsqlConnection(ConnectionStringOf("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"SELECT count(*) FROM pg_database WHERE datname = '{name}'", connection);
        return (long)(await command.ExecuteScalarAsync())! > 0;
    }

    public async Task<string> DatabaseAsync(string name)
    {
        if (!await HasDatabaseAsync(name))
        {
            await using var connection = new NpgsqlConnection(ConnectionStringOf("postgres"));
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
            await command.ExecuteNonQueryAsync();
        }

        return ConnectionStringOf(name);
    }

    public async Task DropAsync(string name)
    {
        NpgsqlConnection.ClearAllPools();
        await using var connection = new NpgsqlConnection(ConnectionStringOf("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"DROP DATABASE {name} WITH (FORCE)", connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        script.StandardInput.Close();
        await script.WaitForExitAsync();
        script.Dispose();
    }

    private string ConnectionStringOf(string database) => $"Host={folder};Database={database};Username=kept";
}
