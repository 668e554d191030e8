using Kept.Catalogue;
using Kept.Chrome.Fields;
using Kept.Settings;
using Kept.Staff;
using Kept.Texts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Exchange.ExportRows;

/// <summary>Takes data out as a table; administrators see who did so before.</summary>
[Authorize(Policy = nameof(StaffRole.Lead))]
internal sealed class ExportPage(
    ReadExports.ReadExports read, ExportRows export, CurrentStaff current, StaffDirectory directory, StaffTeams teams, CatalogueInUse catalogue,
    IOptions<KeptSettings> settings, Words words) : StaffPage(words)
{
    private const int MostShown = 30;

    private readonly DateTimeZone zone = DateTimeZoneProviders.Tzdb[settings.Value.Organisation.TimeZone];

    [BindProperty]
    public ExportKind? Kind { get; set; }

    [BindProperty]
    public DateInput From { get; set; } = new();

    [BindProperty]
    public DateInput To { get; set; } = new();

    [BindProperty]
    public string? Team { get; set; }

    [BindProperty]
    public string? Service { get; set; }

    [BindProperty]
    public bool Mark { get; set; } = true;

    public bool SeesAll => current.Required.MayActAs(StaffRole.Administrator);

    public IReadOnlyList<(string At, string Who, ExportRecord Record)> Done { get; private set; } = [];

    public ExportFilterWords NarrowedBy => new(teams, catalogue, zone, Words);

    public IEnumerable<Option> Kinds => Enum.GetNames<ExportKind>().Select(kind => new Option(kind, Words["export.kinds." + kind]));

    public IEnumerable<Option> Teams => teams.All(Words.Language).Select(team => new Option(team.Code, team.Name)).Prepend(new Option("", Words["export.every"]));

    public IEnumerable<Option> Services => catalogue.Current.Services
        .Select(service => new Option(service.Service.Code, service.Service.Name.In(Words.Language))).Prepend(new Option("", Words["export.every"]));

    public Task OnGetAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var problems = new[] { Wrong(nameof(From), From), Wrong(nameof(To), To), Kind is null ? new InputProblem(nameof(Kind), "export.problem.kind") : null }
            .OfType<InputProblem>().ToList();
        if (problems.Count > 0)
        {
            await LoadAsync(cancellationToken);
            return ShowProblems([.. problems]);
        }

        var wanted = new ExportInput(Kind!.Value, StartOf(From.Date), StartOf(To.Date?.PlusDays(1)), Chosen(Team), Chosen(Service), Mark);
        return ExportRows.AllowedFor(current.Required, wanted) is { } allowed
            ? new ExportFile(allowed, current.Required, export)
            : Forbid();
    }

    private static InputProblem? Wrong(string field, DateInput date) =>
        date.IsEmpty || date.Date is { Year: >= 1900 and <= 9000 } ? null : new InputProblem(field, "export.problem.day");

    private static string? Chosen(string? value) => string.IsNullOrEmpty(value) ? null : value;

    private Instant? StartOf(LocalDate? day) => day?.AtStartOfDayInZone(zone).ToInstant();

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (!SeesAll)
        {
            return;
        }

        var done = new List<(string, string, ExportRecord)>();
        foreach (var record in (await read.HandleAsync(null, MostShown, cancellationToken)).Page)
        {
            var who = record.ById is { } id ? (await directory.FindAsync(id, cancellationToken))?.Name ?? "" : Words["export.commandLine"];
            done.Add((Words.Moment(record.StartedAt.InZone(zone).LocalDateTime), who, record));
        }

        Done = done;
    }
}
