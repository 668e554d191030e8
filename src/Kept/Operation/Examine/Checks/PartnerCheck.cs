using Kept.Forwarding.Exchange;

namespace Kept.Operation.Examine.Checks;

/// <summary>Whether partners have what they were to be given.</summary>
internal sealed class PartnerCheck(NotGivenList notGiven) : ICheck
{
    public string Name => "partners";

    public bool NeedsDatabase => true;

    public Depth From => Depth.Quick;

    public async Task<IReadOnlyList<Finding>> LookAsync(Depth depth, CancellationToken cancellationToken) =>
        [await notGiven.CountAsync(cancellationToken) is var count and > 0 ? Finding.Attention(Name, "notGiven", ("count", count)) : Finding.Good(Name)];
}
