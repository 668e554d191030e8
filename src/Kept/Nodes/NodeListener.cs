using Kept.Settings;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Kept.Nodes;

/// <summary>
/// Hears what other nodes call out through PostgreSQL. After the connection was lost it has missed something, and says so
/// as soon as it listens again.
/// </summary>
internal sealed partial class NodeListener(IOptions<KeptSettings> settings, NodeWire wire, NodeMark mark, ILogger<NodeListener> log) : BackgroundService
{
    public const string Channel = "kept_nodes";

    private static readonly TimeSpan PauseAfterLoss = TimeSpan.FromSeconds(1);

    /// <summary>A connection that died without a word is noticed by then.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!settings.Value.Database.IsPostgres)
        {
            return;
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                LogLost(log, problem.Message);
                await Task.Delay(PauseAfterLoss, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        await using var connection = new NpgsqlConnection(NodeConnection.Of(settings.Value.Database.ConnectionString, "listens"));
        connection.Notification += (_, said) =>
        {
            foreach (var call in NodeCalls.Read(said.Payload, mark.Text))
            {
                wire.Deliver(call);
            }
        };
        await connection.OpenAsync(stoppingToken);
        await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(stoppingToken);
        }

        wire.IsOpen = true;
        wire.MayHaveMissed();
        await using var alive = new NpgsqlCommand("SELECT 1", connection);
        while (true)
        {
            if (!await connection.WaitAsync(Silence, stoppingToken))
            {
                await alive.ExecuteScalarAsync(stoppingToken);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "What other nodes say is not heard until the database is back: {Trouble}")]
    private static partial void LogLost(ILogger log, string trouble);
}
