using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kept.Desk.Search;

/// <summary>What the search box found: a page, or the list below the box while one types.</summary>
internal sealed class SearchModel(FindCases find, DeskTime time) : PageModel
{
    private const int MostWhileTyping = 8;

    [FromQuery(Name = "q")]
    public string? Typed { get; set; }

    public FoundCases Found { get; private set; } = new([], More: false);

    public DeskTime Time => time;

    public bool HasLooked => !SearchWords.Parse(Typed).IsEmpty;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var whileTyping = Request.Headers.ContainsKey("HX-Request");
        Found = await find.HandleAsync(Typed, whileTyping ? MostWhileTyping : FindCases.UsualMost, cancellationToken);
        return whileTyping ? Partial("/Desk/Search/_WhileTyping.cshtml", this) : Page();
    }
}
