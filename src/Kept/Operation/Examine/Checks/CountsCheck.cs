using Kept.Counts.RecountOverview;

namespace Kept.Operation.Examine.Checks;

/// <summary>Whether the figures of the overview are what a count of the whole record gives.</summary>
internal sealed class CountsCheck(RecountOverview recount) : ICheck
{
    public string Name => "counts";

    public bool NeedsDatabase => true;

    public Depth From => Depth.Usual;

    public async Task<IReadOnlyList<Finding>> LookAsync(Depth depth, CancellationToken cancellationToken) =>
        await recount.FindWrongAsync(cancellationToken) is var wrong and > 0
            ? [Finding.Attention(Name, "wrong", ("count", wrong))]
            : [Finding.Good(Name)];
}
