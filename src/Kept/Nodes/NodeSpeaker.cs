using Kept.Settings;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Kept.Nodes;

/// <summary>
/// Calls out to other nodes through PostgreSQL, what was said within a moment in one go: a notification inside the
/// transaction that saves would make all commits queue behind each other. Over the same connection it keeps the time.
/// </summary>
internal sealed partial class NodeSpeaker(
    IOptions<KeptSettings> settings, NodeWire wire, NodeMark mark, TimeProvider time, ILogger<NodeSpeaker> log) : BackgroundService
{
    private const int MostAtOnce = 500;
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LookAtTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PauseAfterLoss = TimeSpan.FromSeconds(1);

    /// <summary>Once before the program serves: nothing is decided on this machine's own clock.</summary>
    public async Task FollowTimeAsync(CancellationToken cancellationToken)
    {
        if (settings.Value.Database.IsPostgres)
        {
            await using var connection = await OpenAsync(cancellationToken);
            await FollowTimeAsync(connection, cancellationToken);
        }
    }

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
                await using var connection = await OpenAsync(stoppingToken);
                await SpeakAsync(connection, stoppingToken);
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

    private async Task SpeakAsync(NpgsqlConnection connection, CancellationToken stoppingToken)
    {
        while (true)
        {
            stoppingToken.ThrowIfCancellationRequested();
            await FollowTimeAsync(connection, stoppingToken);
            using var look = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            look.CancelAfter(LookAtTime);
            while (await HasCallsAsync(look.Token))
            {
                await Task.Delay(Gathering, stoppingToken);
                await SendAsync(connection, stoppingToken);
            }
        }
    }

    private async Task<bool> HasCallsAsync(CancellationToken untilLook)
    {
        try
        {
            return await wire.Outgoing.WaitToReadAsync(untilLook);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task SendAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var calls = new HashSet<NodeCall>();
        while (calls.Count < MostAtOnce && wire.Outgoing.TryRead(out var call))
        {
            calls.Add(call);
        }

        foreach (var line in NodeCalls.Write(mark.Text, calls))
        {
            await using var notify = new NpgsqlCommand("SELECT pg_notify($1, $2)", connection) { Parameters = { new() { Value = NodeListener.Channel }, new() { Value = line } } };
            await notify.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private async Task FollowTimeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (time is SharedTime shared)
        {
            await using var ask = new NpgsqlCommand("SELECT clock_timestamp()", connection);
            var asked = time.GetTimestamp();
            shared.Follow((DateTime)(await ask.ExecuteScalarAsync(cancellationToken))!, asked);
        }
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(NodeConnection.Of(settings.Value.Database.ConnectionString, "speaks"));
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Other nodes hear nothing from this one until the database is back: {Trouble}")]
    private static partial void LogLost(ILogger log, string trouble);
}
