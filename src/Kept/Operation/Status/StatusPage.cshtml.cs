using Kept.Mail.Outgoing;
using Kept.Operation.Examine;
using Kept.Operation.GiveAgain;
using Kept.Operation.SendAgain;
using Kept.Settings;
using Kept.Staff;
using Kept.Texts;
using Kept.Workers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Operation.Status;

/// <summary>How the program fares, for administrators: each line says what it means and what to do.</summary>
internal sealed class StatusPage(
    ReadStatus.ReadStatus read, SendAgain.SendAgain sendAgain, GiveAgain.GiveAgain giveAgain, CurrentStaff current, MessageStateWords states, WakeWork wake,
    IOptions<KeptSettings> settings, Words words) : PageModel
{
    private const double Megabyte = 1_000_000;
    private const double Gigabyte = 1_000_000_000;

    private readonly DateTimeZone zone = DateTimeZoneProviders.Tzdb[settings.Value.Organisation.TimeZone];

    public ReadStatus.StatusView Status { get; private set; } = null!;

    [FromQuery(Name = "tried")]
    public int? Tried { get; set; }

    [FromQuery(Name = "given")]
    public int? Given { get; set; }

    [FromQuery(Name = "woken")]
    public string? Woken { get; set; }

    public string Headline => Status.Findings.Count(finding => finding.Severity != Severity.Good) is var count and > 0
        ? words["status.toDo", ("count", count)]
        : words["doctor.command.allGood"];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!MayLook)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        Status = await read.HandleAsync(cancellationToken);
        return Page();
    }

    /// <summary>One message, or all that are shown.</summary>
    public async Task<IActionResult> OnPostSendAsync(long? id, CancellationToken cancellationToken) =>
        await sendAgain.HandleAsync(current.Required, id, cancellationToken) is SendAgainOutcome.Trying trying
            ? RedirectToPage(new { tried = trying.Count })
            : StatusCode(StatusCodes.Status403Forbidden);

    /// <summary>One case or update that a partner did not take, or all of them.</summary>
    public async Task<IActionResult> OnPostGiveAsync(long? id, CancellationToken cancellationToken) =>
        await giveAgain.HandleAsync(current.Required, id, cancellationToken) is GiveAgainOutcome.Trying trying
            ? RedirectToPage(new { given = trying.Count })
            : StatusCode(StatusCodes.Status403Forbidden);

    public IActionResult OnPostWake(string work) =>
        !MayLook ? StatusCode(StatusCodes.Status403Forbidden)
        : wake.Wake(work) ? RedirectToPage(new { woken = work })
        : NotFound();

    public string Moment(Instant instant) => words.Moment(instant.InZone(zone).LocalDateTime);

    public string Size(long bytes) => bytes < Gigabyte
        ? words["status.megabytes", ("number", (bytes / Megabyte).ToString("0.0", words.Culture))]
        : words["status.gigabytes", ("number", (bytes / Gigabyte).ToString("0.0", words.Culture))];

    public string Span(Duration span) =>
        span < Duration.FromMinutes(1) ? words["status.justNow"]
        : span < Duration.FromHours(2) ? words["status.minutes", ("count", (int)span.TotalMinutes)]
        : words["status.hours", ("count", (int)span.TotalHours)];

    public string StateOf(Message message) => states.Of(message, words).Sentence;

    /// <summary>On whichever node it runs. Not the work of a newer version that this one does not know.</summary>
    public bool CanWake(WorkReport report) => wake.Knows(report.Work);

    public static string? ColourOf(Severity severity) => severity switch
    {
        Severity.Good => "green",
        Severity.Attention => "yellow",
        _ => "red",
    };

    private bool MayLook => current.Required.MayActAs(StaffRole.Administrator);
}
