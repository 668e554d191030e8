using System.Collections.Immutable;
using Kept.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Kept.Reports.IsItOneOfThese;

/// <summary>Shows what neighbours have reported already, before the same is sent again.</summary>
internal sealed class IsItOneOfThesePage(SimilarCases similar, SimilarCards cards, NoneOfThese none, Words words) : DraftPage
{
    public ImmutableArray<SimilarCard> Cards { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await OpenAsync(cancellationToken) is { } instead)
        {
            return instead;
        }

        var found = await similar.FindAsync(Open, cancellationToken);
        if (found.Length == 0 || NoneOfThese.WasSaid(Open))
        {
            return Redirect(Open.AddressOf(OpenDraft.CheckStep));
        }

        Cards = await cards.OfAsync(found, words, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await OpenAsync(cancellationToken) is { } instead)
        {
            return instead;
        }

        await none.SayAsync(Open, cancellationToken);
        return Redirect(Open.AddressOf(OpenDraft.CheckStep));
    }
}
