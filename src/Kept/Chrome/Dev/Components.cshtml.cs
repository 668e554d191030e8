using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kept.Chrome.Dev;

/// <summary>Every component on one page, to be looked at in all languages and in both layouts.</summary>
[DevelopmentOnly]
internal sealed class Components : PageModel
{
    [BindProperty(SupportsGet = true)]
    public bool Desk { get; set; }
}
