using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Operation.Examine.Checks;

/// <summary>Whether a program that does the work lives, and whether its work succeeds.</summary>
internal sealed class WorkCheck(KeptDb db, IClock clock) : ICheck
{
    public string Name => "work";

    public bool NeedsDatabase => true;

    public Depth From => Depth.Quick;

    public async Task<IReadOnlyList<Finding>> LookAsync(Depth depth, CancellationToken cancellationToken)
    {
        var since = clock.GetCurrentInstant() - WorkReport.Silence;
        var heard = await db.Set<WorkReport>().AsNoTracking().Where(report => report.HeardAt > since).ToListAsync(cancellationToken);
        var failing = heard.Where(report => report.FailedAt is not null).Select(report => $"{report.Work} ({report.Problem})").Distinct().ToList();
        return
        [
            heard.Count == 0 ? Finding.Attention(Name, "silent")
            : failing.Count > 0 ? Finding.Bad(Name, "failing", ("work", string.Join(", ", failing)))
            : Finding.Good(Name, ("nodes", heard.Select(report => report.Node).Distinct().Count())),
        ];
    }
}
