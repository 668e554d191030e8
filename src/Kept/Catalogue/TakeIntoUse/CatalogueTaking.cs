using System.Collections.Immutable;
using Kept.Catalogue.Reading;

namespace Kept.Catalogue.TakeIntoUse;

/// <summary>What came of reading the catalogue's files.</summary>
internal abstract record CatalogueTaking
{
    private CatalogueTaking()
    {
    }

    /// <summary>The files say what is in use already.</summary>
    public sealed record Unchanged : CatalogueTaking;

    /// <param name="Changes">Services that are new or have a new version; empty when only the council's file changed.</param>
    /// <param name="Withdrawn">Codes of services that are not offered any more.</param>
    public sealed record Taken(ImmutableArray<ServiceChange> Changes, ImmutableArray<string> Withdrawn) : CatalogueTaking;

    /// <summary>Nothing was taken: what was in use stays in use.</summary>
    public sealed record Wrong(ImmutableArray<Mistake> Mistakes) : CatalogueTaking;
}

/// <param name="Number">The number of the new version; 1 for a new service.</param>
internal sealed record ServiceChange(string Code, int Number);
