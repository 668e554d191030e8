using System.Diagnostics;
using System.Globalization;
using Kept.Testing;

namespace Kept.Tests.Nodes;

/// <summary>
/// A PostgreSQL server and its standby, to which every commit is replicated before it is answered. They end with the test,
/// however it ends: the script that started them waits for its input to close.
/// </summary>
internal sealed class PostgresPair : IAsyncDisposable
{
    private const string Script = """
        set -eu
        PATH="$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1):$PATH"
        folder=$(mktemp -d /tmp/kept-pair.XXXXXX)
        one= other=
        trap 'kill -QUIT $one $other 2>/dev/null || true; wait; rm -rf "$folder"' EXIT
        trap 'exit 130' INT TERM
        serve() { postgres -D "$folder/$1" -k "$folder" -p "$2" -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off >> "$folder/log" 2>&1 < /dev/null & }
        answers() { for _ in $(seq 400); do pg_isready -q -h "$folder" -p "$1" && return 0; sleep 0.05; done; cat "$folder/log"; exit 1; }
        initdb -D "$folder/one" -U kept -A trust -E UTF8 --locale=C --no-sync > "$folder/log" 2>&1
        serve one "$1"; one=$!; answers "$1"
        pg_basebackup -D "$folder/other" -h "$folder" -p "$1" -U kept -R -c fast --no-sync >> "$folder/log" 2>&1
        serve other "$2"; other=$!; answers "$2"
        sql() { psql -q -h "$folder" -p "$1" -U kept -d postgres -c "$2" >> "$folder/log" 2>&1; }
        sql "$1" "ALTER SYSTEM SET synchronous_standby_names = '*'"
        sql "$1" "SELECT pg_reload_conf()"
        echo ready
        while read -r order; do
            kill -QUIT $one; wait $one || true; one=
            sql "$2" "SELECT pg_promote()"
            echo done
        done
        """;

    private readonly Process script;

    private PostgresPair(Process script, IReadOnlyList<string> hosts) => (this.script, ConnectionString, StandbyFirst) =
        (script, Naming(hosts), Naming(hosts.Reverse()));

    /// <summary>Names both; whichever is the primary is used.</summary>
    public string ConnectionString { get; }

    /// <summary>The same, in the other order.</summary>
    public string StandbyFirst { get; }

    public static async Task<PostgresPair> StartAsync()
    {
        var ports = new[] { FreePorts.Next(), FreePorts.Next() }.Select(port => port.ToString(CultureInfo.InvariantCulture)).ToArray();
        string[] words = [.. Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--", "sh"] : new[] { "sh" }, "-c", Script, "pair", .. ports];
        var script = Process.Start(new ProcessStartInfo(words[0], words[1..]) { WorkingDirectory = "/", RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await HearAsync(script, "ready");
        return new PostgresPair(script, [.. ports.Select(port => "127.0.0.1:" + port)]);
    }

    private static string Naming(IEnumerable<string> hosts) =>
        $"Host={string.Join(',', hosts)};Database=postgres;Username=kept;Maximum Pool Size=20;Target Session Attributes=primary";

    /// <summary>The primary dies, and the standby takes over.</summary>
    public async Task FailOverAsync()
    {
        await script.StandardInput.WriteLineAsync("fail over");
        await script.StandardInput.FlushAsync();
        await HearAsync(script, "done");
    }

    public async ValueTask DisposeAsync()
    {
        script.StandardInput.Close();
        await script.WaitForExitAsync();
        script.Dispose();
    }

    private static async Task HearAsync(Process script, string word)
    {
        var said = new List<string>();
        while (await script.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line == word)
            {
                return;
            }

            said.Add(line);
        }

        throw new InvalidOperationException($"The pair of servers ended.\n{string.Join('\n', said)}");
    }
}
