using Kept.Settings;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Kept.Operation.ReportWork;

/// <summary>
/// When this process is ended in the ordinary way, takes away what it said of itself: whatever has fallen silent without that has
/// died or was cut off. Stops after <see cref="ReportWork"/>, before which it is registered.
/// </summary>
internal sealed partial class LeaveReports(IServiceScopeFactory scopes, IOptions<KeptSettings> settings, ILogger<LeaveReports> log) : IHostedService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!settings.Value.DoesWork)
        {
            return;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<KeptDb>();
            db.RemoveRange(await db.Set<WorkReport>().Where(report => report.Node == ReportWork.ThisNode).ToListAsync(limit.Token));
            await db.SaveChangesAsync(limit.Token);
        }
        catch (Exception problem)
        {
            LogLeft(log, problem.GetBaseException().GetType().Name); // it is shown as gone then, and forgotten after a day
        }
    }

    [LoggerMessage(LogLevel.Warning, "What this process said of its work could not be taken away: {Why}")]
    private static partial void LogLeft(ILogger log, string why);
}
