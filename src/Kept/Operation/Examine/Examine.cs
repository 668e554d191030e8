using System.Data.Common;
using System.Net.Sockets;

namespace Kept.Operation.Examine;

/// <summary>Looks at everything an installation depends on, and changes nothing.</summary>
internal sealed class Examine(IEnumerable<ICheck> checks)
{
    /// <param name="progress">Hears how much of a hundred is done.</param>
    public async Task<IReadOnlyList<Finding>> HandleAsync(Depth depth, Action<int>? progress, CancellationToken cancellationToken)
    {
        var (all, findings, done) = (checks.Where(check => check.From <= depth).ToList(), new List<Finding>(), 0);
        foreach (var check in all)
        {
            if (!check.NeedsDatabase || findings.TrueForAll(finding => finding.Check != Checks.DatabaseCheck.CheckName || finding.Severity == Severity.Good))
            {
                findings.AddRange(await LookAsync(check, depth, cancellationToken));
            }

            progress?.Invoke(100 * ++done / all.Count);
        }

        return findings;
    }

    /// <summary>One check that cannot do its work must not hide what the others find.</summary>
    private static async Task<IReadOnlyList<Finding>> LookAsync(ICheck check, Depth depth, CancellationToken cancellationToken)
    {
        try
        {
            return await check.LookAsync(depth, cancellationToken);
        }
        catch (Exception problem) when (problem is DbException or IOException or UnauthorizedAccessException or SocketException)
        {
            return [new Finding(check.Name, Severity.Bad, "failed", ("what", problem.Message))];
        }
    }
}
