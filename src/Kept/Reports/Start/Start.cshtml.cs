using Kept.Catalogue;
using Kept.Domain.Catalogue;
using Kept.Texts;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace Kept.Reports.Start;

/// <summary>Where residents arrive: one field to say what they need, and every service there is.</summary>
internal sealed class StartPage(CatalogueInUse catalogue, Words words, IClock clock) : PageModel
{
    private const int MostUsed = 6;

    public IEnumerable<Service> Popular => catalogue.Current.Popular.Take(MostUsed).Select(service => service.Service);

    public IEnumerable<(ServiceGroup Group, IEnumerable<Service> Services)> Groups =>
        catalogue.Current.ByGroup(words.Language).Select(listed => (listed.Group, listed.Services.Select(service => service.Service)));

    /// <summary>What people search for in this season.</summary>
    public IEnumerable<string> Examples
    {
        get
        {
            var month = Desk.Local(clock.GetCurrentInstant()).Month;
            return catalogue.Current.Council.Examples.Where(example => example.Months.Contains(month)).Select(example => example.Text.In(words.Language));
        }
    }

    /// <summary>Whether somebody answers the telephone at this moment.</summary>
    public bool DeskIsOpen => Desk.IsOpenAt(clock.GetCurrentInstant());

    /// <summary>Until when, or from when, in a sentence.</summary>
    public string DeskHours => ContactDesk.InWords(Desk, clock.GetCurrentInstant(), words);

    private Domain.Calendars.Calendar Desk => catalogue.CalendarOf(catalogue.Current.Council.Teams[0].Calendar);
}
