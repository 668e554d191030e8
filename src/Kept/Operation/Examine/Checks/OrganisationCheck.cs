using Kept.Settings;
using Kept.Staff.StartUp;
using Microsoft.Extensions.Options;

namespace Kept.Operation.Examine.Checks;

/// <summary>Whether residents are greeted by name, address and number of their own council, and not by those of the demo.</summary>
internal sealed class OrganisationCheck(IOptions<KeptSettings> settings, StaffStart staff) : ICheck
{
    public string Name => "organisation";

    public bool NeedsDatabase => false;

    public Depth From => Depth.Quick;

    public async Task<IReadOnlyList<Finding>> LookAsync(Depth depth, CancellationToken cancellationToken)
    {
        var organisation = settings.Value.Organisation;
        var left = await staff.IsDemoAsync(cancellationToken) ? [] : organisation.OfTheDemo();
        return left.Count == 0
            ? [Finding.Good(Name, ("name", organisation.Name))]
            : [Finding.Attention(
                Name, "ofDemo", ("shown", string.Join(", ", left.Select(one => one.Value))), ("settings", string.Join(", ", left.Select(one => one.Setting))))];
    }
}
