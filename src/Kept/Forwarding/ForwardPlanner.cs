using Kept.Domain.Cases;
using Kept.Storage;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Forwarding;

/// <summary>Who does the work of a new case, where it is somebody else; the row is saved with the case.</summary>
internal sealed class ForwardPlanner(IOptions<ForwardingSettings> settings, IdSource ids)
{
    public IEnumerable<Forward> Of(Case received, Instant now) =>
        from partner in settings.Value.Partners
        where partner.Value.Services.ContainsKey(received.ServiceCode)
        select new Forward(ids.Next(), received.Id, partner.Key, now);
}
