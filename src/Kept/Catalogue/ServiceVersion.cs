using System.Collections.Immutable;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Kept.Catalogue;

/// <summary>One version of a service, never changed once it is there: cases point to it.</summary>
/// <param name="number">1 for the first version of this service.</param>
/// <param name="hash">See <see cref="Catalogue.Definition.Hash"/>.</param>
/// <param name="definition">See <see cref="Catalogue.Definition.Json"/>.</param>
internal sealed class ServiceVersion(long id, string serviceCode, int number, string hash, string definition, Instant inUseSince)
{
    public long Id { get; private set; } = id;

    public string ServiceCode { get; private set; } = serviceCode;

    public int Number { get; private set; } = number;

    public string Hash { get; private set; } = hash;

    public string Definition { get; private set; } = definition;

    public Instant InUseSince { get; private set; } = inUseSince;
}

/// <summary>
/// What the whole catalogue consisted of from one moment on: the council's definitions and one version of each service
/// that was offered. A service that is missing here is not offered any more; its cases go on under their version.
/// </summary>
internal sealed class CatalogueVersion(long id, int number, string hash, string council, string services, Instant inUseSince)
{
    public CatalogueVersion(long id, int number, Definition council, IEnumerable<long> serviceVersions, Instant inUseSince)
        : this(id, number, council.Hash, council.Json, string.Join(',', serviceVersions), inUseSince)
    {
    }

    public long Id { get; private set; } = id;

    /// <summary>1 for the first; two processes that take the same step at once collide here, and one of them tries again.</summary>
    public int Number { get; private set; } = number;

    /// <summary>Of <see cref="Council"/>.</summary>
    public string Hash { get; private set; } = hash;

    public string Council { get; private set; } = council;

    /// <summary>Ids of service versions with commas between, in the order of their codes.</summary>
    public string Services { get; private set; } = services;

    public Instant InUseSince { get; private set; } = inUseSince;

    public ImmutableArray<long> ServiceVersionIds =>
        [.. Services.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(id => long.Parse(id, CultureInfo.InvariantCulture))];
}

internal sealed class ServiceVersionMapping : IEntityTypeConfiguration<ServiceVersion>
{
    public void Configure(EntityTypeBuilder<ServiceVersion> builder) =>
        builder.ToTable("service_versions").Property(version => version.Id).ValueGeneratedNever();
}

internal sealed class CatalogueVersionMapping : IEntityTypeConfiguration<CatalogueVersion>
{
    public void Configure(EntityTypeBuilder<CatalogueVersion> builder)
    {
        builder.ToTable("catalogue_versions").Property(version => version.Id).ValueGeneratedNever();
        builder.Ignore(version => version.ServiceVersionIds);
    }
}
