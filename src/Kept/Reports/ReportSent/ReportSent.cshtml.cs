using System.Collections.Immutable;
using Kept.Cases;
using Kept.Catalogue;
using Kept.Domain.Calendars;
using Kept.Domain.Cases;
using Kept.Domain.Catalogue;
using Kept.Promises;
using Kept.Settings;
using Kept.Storage;
using Kept.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Kept.Reports.ReportSent;

/// <summary>A promise as it is confirmed.</summary>
/// <param name="Steps">How its day was worked out, a sentence a step.</param>
internal sealed record GivenPromise(string Words, ImmutableArray<string> Steps);

/// <summary>"We have your report": by which day what happens, what was recorded, and how to go on from here.</summary>
internal sealed class ReportSentPage(KeptDb db, CatalogueInUse catalogue, PromiseMakers promises, IOptions<KeptSettings> settings, TextLibrary texts, Words words) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "reference")]
    public string? ReferenceText { get; set; }

    [BindProperty(SupportsGet = true, Name = "secret")]
    public string? SecretText { get; set; }

    public Case Case { get; private set; } = null!;

    public Service Service { get; private set; } = null!;

    public string What => CaseTitle.In(Case, Service, texts, words);

    public ImmutableArray<GivenPromise> Given { get; private set; } = [];

    /// <summary>What comes after, in words that name no day yet.</summary>
    public IEnumerable<string> Then =>
        Case.Stages.Where(stage => stage.ClockStartedAt is null).OrderBy(stage => stage.Ordinal)
            .Select(stage => Service.StageOf(stage.Code).Next.In(words.Language));

    /// <summary>Of a booking: between when and when, and what to do by then.</summary>
    public ImmutableArray<string> Booked => BookedTime.Sentences(Case, Service, words);

    /// <summary>Everything, also what is for staff alone otherwise: this address is known to the sender only.</summary>
    public ImmutableArray<RecordedLine> Recorded { get; private set; } = [];

    public ImmutableArray<string> Files { get; private set; } = [];

    public string? Mail => Case.Reporter?.Mail;

    public string FollowPath => CaseAddress.Of(Case);

    public string FollowAddress => settings.Value.AddressOf(FollowPath);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!Reference.TryParse(ReferenceText, out var reference) || !Secret.TryParse(SecretText, out var secret))
        {
            return NotFound();
        }

        var found = await db.Cases.AsNoTracking()
            .Include(c => c.Promises).Include(c => c.Stages).Include(c => c.Followers).AsSplitQuery()
            .SingleOrDefaultAsync(c => c.Reference == reference, cancellationToken);
        if (found is null || found.Secret != secret)
        {
            return NotFound();
        }

        (Case, Service) = (found, await catalogue.ServiceOfAsync(found.ServiceVersionId, cancellationToken));
        Files = WhatWasRecorded.Files(Case, Service, await db.FilesOfReportAsync(Case, cancellationToken), named: true, words);
        Given = [.. Case.Promises.Where(promise => promise.GivenAt == Case.ReceivedAt).OrderBy(promise => promise.Due).Select(InWords)];
        Recorded = WhatWasRecorded.Lines(Case, Service, words);
        return Page();
    }

    private GivenPromise InWords(Domain.Promises.Promise promise) => new(
        promises.For(Service).InWords(promise, words.Language),
        ExplanationWords.Sentences(ExplanationJson.Read(promise.Explanation), words));
}
