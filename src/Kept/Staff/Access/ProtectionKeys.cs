using System.Xml.Linq;
using Kept.Storage;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Kept.Staff.Access;

/// <summary>A key that protects cookies and forms, as the framework writes it.</summary>
internal sealed class ProtectionKey
{
    public int Id { get; private set; }

    public string? FriendlyName { get; init; }

    /// <summary>Sealed by <see cref="SignInSecrets"/> where the nodes have a secret.</summary>
    public string Xml { get; set; } = "";
}

internal sealed class ProtectionKeyMapping : IEntityTypeConfiguration<ProtectionKey>
{
    public void Configure(EntityTypeBuilder<ProtectionKey> builder) => builder.ToTable("protection_keys");
}

/// <summary>
/// Keeps the keys in the database, where every node finds them: a cookie given by one is good at all others, and
/// after a restart.
/// </summary>
internal sealed class ProtectionKeys(IServiceScopeFactory scopes, SignInSecrets secrets) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        return [.. scope.ServiceProvider.GetRequiredService<KeptDb>().Set<ProtectionKey>().AsNoTracking()
            .Select(key => key.Xml).AsEnumerable().Select(stored => XElement.Parse(secrets.Open(stored)))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<KeptDb>();
        db.Add(new ProtectionKey { FriendlyName = friendlyName, Xml = secrets.Seal(element.ToString(SaveOptions.DisableFormatting)) });
        // The framework asks for this synchronously, once in ninety days.
        db.SaveChangesAsync().GetAwaiter().GetResult();
    }
}
