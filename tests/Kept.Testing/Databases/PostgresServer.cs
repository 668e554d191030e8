using System.Diagnostics;
using Npgsql;

namespace Kept.Testing.Databases;

/// <summary>
/// A PostgreSQL server of this test run's own, in a temporary folder, reached through a socket in it. It ends with the
/// run, however the run ends: the script that started it waits for its input to close.
/// </summary>
internal sealed class PostgresServer
{
    /// <summary>
    /// Made by a user who is not root, as PostgreSQL refuses root. Without syncs: no test here pulls the plug of
    /// PostgreSQL. The last lines run when the tests' end of the pipe is closed.
    /// </summary>
    private const string Script = """
        set -eu
        bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
        PATH="${bin:+$bin:}$PATH"
        folder=$(mktemp -d /tmp/kept-postgres.XXXXXX)
        trap 'rm -rf "$folder"' EXIT
        trap 'exit 130' INT TERM
        initdb -D "$folder/data" -U kept -A trust -E UTF8 --locale=C --no-sync > "$folder/log" 2>&1 || { cat "$folder/log"; exit 1; }
        postgres -D "$folder/data" -k "$folder" -c listen_addresses= -c max_connections=300 \
            -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c jit=off >> "$folder/log" 2>&1 < /dev/null &
        server=$!
        for _ in $(seq 200); do
            if pg_isready -q -h "$folder"; then echo "ready $folder"; break; fi
            kill -0 $server 2>/dev/null || { cat "$folder/log"; exit 1; }
            sleep 0.05
        done
        cat > /dev/null
        kill -QUIT $server
        wait $server || true
        """;

    private readonly string folder;

    /// <summary>Held so that the script's input stays open for as long as this process lives.</summary>
    private readonly Process script;

    private PostgresServer(string folder, Process script) => (this.folder, this.script) = (folder, script);

    /// <exception cref="InvalidOperationException">It did not start; the message says why.</exception>
    public static async Task<PostgresServer> StartAsync()
    {
        var start = new ProcessStartInfo
        {
            WorkingDirectory = "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        string[] words = Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--", "sh", "-c", Script] : ["sh", "-c", Script];
        start.FileName = words[0];
        foreach (var word in words[1..])
        {
            start.ArgumentList.Add(word);
        }

        var script = Process.Start(start)!;
        var said = new List<string>();
        while (await script.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("ready ", StringComparison.Ordinal))
            {
                return new PostgresServer(line["ready ".Length..], script);
            }

            said.Add(line);
        }

        throw new InvalidOperationException($"PostgreSQL did not start. Is postgresql-15 installed?\n{string.Join('\n', said)}");
    }

    public string ConnectionStringOf(string database) =>
        $"Host={folder};Database={database};Username=kept;Maximum Pool Size=20;Include Error Detail=true";

    public async Task ExecuteAsync(string sql)
    {
        ObjectDisposedException.ThrowIf(script.HasExited, this);
        await using var connection = new NpgsqlConnection(ConnectionStringOf("postgres"));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
