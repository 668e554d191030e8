using System.Security.Cryptography;
using System.Xml;
using System.Xml.Linq;
using Kept.Staff.Access;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Staff;

/// <summary>Whether the keys by which people stay signed in can be read.</summary>
internal sealed class SignInKeyHealth(KeptDb db, SignInSecrets secrets)
{
    /// <returns>How many are broken, and how many only another secret opens.</returns>
    public async Task<(int Broken, int OfOtherSecret)> LookAsync(CancellationToken cancellationToken)
    {
        var keys = await db.Set<ProtectionKey>().AsNoTracking().Select(key => key.Xml).ToListAsync(cancellationToken);
        return (keys.Count(key => secrets.CanOpen(key) && !CanRead(key)), keys.Count(key => !secrets.CanOpen(key)));
    }

    private bool CanRead(string key)
    {
        try
        {
            return XElement.Parse(secrets.Open(key)).HasElements;
        }
        catch (Exception problem) when (problem is XmlException or CryptographicException or FormatException)
        {
            return false;
        }
    }
}
