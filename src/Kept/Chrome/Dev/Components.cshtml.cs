using System.ComponentModel.DataAnnotations;
using Kept.Chrome.Fields;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kept.Chrome.Dev;

/// <summary>Every component on one page, to be looked at in all languages, in both layouts, and with errors after sending.</summary>
[DevelopmentOnly]
internal sealed class Components : PageModel
{
    [BindProperty(SupportsGet = true)]
    public bool Desk { get; set; }

    [BindProperty]
    [Required]
    public string? Text { get; set; } = "Ada";

    [BindProperty]
    public int? Amount { get; set; } = 12;

    [BindProperty]
    [Required]
    public string? Password { get; set; }

    [BindProperty]
    [StringLength(200)]
    public string? Story { get; set; }

    [BindProperty]
    [Required]
    public string? Kind { get; set; }

    [BindProperty]
    public string? Other { get; set; }

    [BindProperty]
    public bool? Sure { get; set; } = true;

    [BindProperty]
    [MinLength(1)]
    public string[] Many { get; set; } = [];

    [BindProperty]
    public bool Agreed { get; set; }

    [BindProperty]
    public DateInput When { get; set; } = new() { Day = "2", Month = "3", Year = "2026" };

    [BindProperty]
    public string? Team { get; set; } = "b";

    public Option[] ManyOptions { get; } = [new("a", "Photos"), new("b", "A letter", "On paper"), new("none", "None of these") { Alone = true }];

    public Option[] Teams { get; } = [new("a", "Street care"), new("b", "Roads")];

    public void OnPost()
    {
        if (When.Date is null)
        {
            ModelState.AddModelError(nameof(When), "Not a date.");
        }
    }
}
