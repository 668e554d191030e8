using System.Net;
using Kept.Outside;

namespace Kept.Tests.Outside;

/// <summary>A book of names instead of the system's; addresses stand for themselves, and others are not known.</summary>
internal sealed class Names : Dictionary<string, string[]>, INameResolver
{
    public int LookUps { get; private set; }

    public Task<IReadOnlyList<IPAddress>> FindAsync(string host, CancellationToken cancellationToken)
    {
        LookUps++;
        IReadOnlyList<IPAddress> found = TryGetValue(host, out var addresses) ? [.. addresses.Select(IPAddress.Parse)]
            : IPAddress.TryParse(host, out var itself) ? [itself]
            : [];
        return Task.FromResult(found);
    }
}
