using System.Collections.Immutable;
using Kept.Domain.Cases;
using Kept.Exchange.ImportFile;
using Kept.Settings;
using Kept.Storage;
using Kept.Texts;
using Microsoft.Extensions.Options;

namespace Kept.Exchange.ImportParts;

/// <summary>What the readers of rows need.</summary>
internal sealed class PartReading(RowMoments moments, TextLibrary texts, IOptions<KeptSettings> settings)
{
    public const int LongestWords = 10_000;

    public RowMoments Moments => moments;

    public string Language(ImportRow row)
    {
        var language = row.Text("language", 10) ?? settings.Value.Organisation.Language;
        if (!texts.Has(language))
        {
            row.Wrong("language", "language");
        }

        return language;
    }
}

/// <summary>A table of parts of cases, with the columns of its export.</summary>
internal abstract class PartKind
{
    public static readonly ImmutableArray<PartKind> All =
        [new PromiseParts(), new ContactParts(), new VisitParts(), new NoteParts(), new FollowerParts(), new AnswerParts()];

    public abstract ImportKind Kind { get; }

    /// <summary>Beside <c>case</c> and <c>id</c>, which all have, and <c>service</c>, which is the case's.</summary>
    protected abstract ImportColumns Own { get; }

    public string Name => Kind.ToString().ToLowerInvariant();

    public ImportColumns Columns => new(["case", "id", .. Own.Required], Own.Optional, ["service", .. Own.PassedOver]);

    /// <summary>Tells everything that is wrong with a row; null where it is right and of no use.</summary>
    public abstract Part? Read(ImportRow row, PartReading reading);

    /// <summary>With what of the cases taking in needs.</summary>
    public virtual IQueryable<Case> With(IQueryable<Case> cases) => cases;

    /// <summary>Whether its words are such as a case is searched for by.</summary>
    public virtual bool IsToBeFoundBy => false;

    /// <summary>The lines of these cases that taking in needs; null for none.</summary>
    public virtual IQueryable<CaseEvent>? Lines(KeptDb db, LinesWanted wanted) => null;

    /// <summary>Of these ids, those of rows that are here under them: of an export of this very installation.</summary>
    public abstract IQueryable<RowHere> Here(KeptDb db, IReadOnlyCollection<long> ids);
}

internal sealed record RowHere(long Id, CaseId CaseId);

/// <param name="Moments">Of the rows.</param>
/// <param name="CountedAt">When the cases were taken over.</param>
internal sealed record LinesWanted(IReadOnlyCollection<CaseId> Cases, IReadOnlyCollection<NodaTime.Instant> Moments, IReadOnlyCollection<NodaTime.Instant> CountedAt);
