using Kept.Cases;
using Kept.Domain.Cases;
using Kept.Domain.Catalogue;
using Kept.Exchange.ImportFile;
using Kept.Storage;
using NodaTime;

namespace Kept.Exchange.ImportParts;

/// <summary>Something that another system knew about a case.</summary>
internal abstract record Part
{
    /// <summary>The name of the row that took its place; only promises have one.</summary>
    public virtual string? ReplacedBy => null;

    /// <summary>When its words were said, where the timeline may hold them already.</summary>
    public virtual Instant? SaidAt => null;

    /// <summary>Tells what of it does not go with its case.</summary>
    public virtual void Check(ImportRow row, AboutCase about)
    {
        // Most go with any case.
    }

    /// <summary>Whether the case holds it since it is here.</summary>
    public virtual bool IsHere(AboutCase about) => false;

    /// <returns>The id of what it has become.</returns>
    public abstract long TakeIn(Case about, PartWork work);
}

/// <summary>A row: of which case, what it is called, and what it makes.</summary>
/// <param name="Part">Null where the row is right and of no use here.</param>
internal sealed record PartRow(ImportRow Row, string Case, string Id, Part? Part);

/// <summary>What of a case has to be known to check a row.</summary>
/// <param name="Service">As it is offered now; null where it no longer is.</param>
/// <param name="ByReference">It was named by its reference here, not by its name in the other system.</param>
/// <param name="CountedAt">When it was taken over from another system; null for a case of ours.</param>
internal sealed record AboutCase(CaseId Id, Instant ReceivedAt, Channel Channel, Service? Service, bool ByReference, Instant? CountedAt);

/// <summary>The circumstances of taking in parts of one case.</summary>
/// <param name="System">What the other system is called.</param>
/// <param name="Rounds">Of surveys: which are there.</param>
/// <param name="Words">By which the cases are found, of kinds that add to them.</param>
internal sealed record PartWork(
    CaseWork Work, string System, Instant? CountedAt, KeptDb Db, ISet<(CaseId Case, int Round)> Rounds, IReadOnlyDictionary<CaseId, CaseWords> Words)
{
    public CaseWords? WordsOf(Case about) => Words.GetValueOrDefault(about.Id);
}
