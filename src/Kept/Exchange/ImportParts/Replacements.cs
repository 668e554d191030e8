using Kept.Domain.Cases;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Exchange.ImportParts;

/// <summary>Which promise was given in place of which. The one may come long before the other in a file, or in another file.</summary>
internal sealed class Replacements(KeptDb db, string source, string kind)
{
    private readonly Dictionary<string, Promised> known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Promised>> waiting = new(StringComparer.Ordinal);

    /// <summary>Looks for what these rows refer to, and for what refers to them.</summary>
    public async Task LoadAsync(IReadOnlyList<PartOfCase> parts, CancellationToken cancellationToken)
    {
        if (kind != Named)
        {
            return;
        }

        var (targets, names) = (parts.Select(part => part.Part.ReplacedBy).OfType<string>().ToList(), parts.Select(part => part.Name).ToList());
        var rows = db.Set<ImportedRow>().AsNoTracking().Where(row => row.Source == source && row.Kind == kind);
        foreach (var row in await rows.Where(row => targets.Contains(row.ExternalId)).ToListAsync(cancellationToken))
        {
            known[row.ExternalId] = new Promised(row.CaseId, row.RowId);
        }

        foreach (var row in await rows.Where(row => row.ReplacedBy != null && names.Contains(row.ReplacedBy)).ToListAsync(cancellationToken))
        {
            Wait(row.ReplacedBy!, new Promised(row.CaseId, row.RowId));
        }
    }

    /// <summary>A row has become a promise.</summary>
    public void Learn(Case about, PartOfCase part, long id)
    {
        if (kind != Named)
        {
            return;
        }

        known[part.Name] = new Promised(about.Id, id);
        if (part.Part.ReplacedBy is { } other)
        {
            if (known.TryGetValue(other, out var replacement) && replacement.Case == about.Id)
            {
                about.LearnReplacement(id, replacement.Id);
            }
            else
            {
                Wait(other, new Promised(about.Id, id));
            }
        }

        foreach (var replaced in waiting.GetValueOrDefault(part.Name) ?? [])
        {
            if (replaced.Case == about.Id && replaced.Id != id)
            {
                about.LearnReplacement(replaced.Id, id);
            }
        }
    }

    private static readonly string Named = new PromiseParts().Name;

    private void Wait(string replacement, Promised replaced)
    {
        if (!waiting.TryGetValue(replacement, out var others))
        {
            waiting[replacement] = others = [];
        }

        others.Add(replaced);
    }

    private sealed record Promised(CaseId Case, long Id);
}
