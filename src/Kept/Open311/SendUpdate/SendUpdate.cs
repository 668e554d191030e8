using System.Collections.Immutable;
using System.Globalization;
using Kept.Cases;
using Kept.Cases.AddInformation;
using Kept.Cases.ReopenCase;
using Kept.Domain.Cases;
using Kept.Domain.Partners;
using Kept.Files;
using Kept.Forwarding;
using Kept.Keys;
using Kept.Open311.Formats;
using Kept.Settings;
using Kept.Storage;
using Kept.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Open311.SendUpdate;

internal sealed record SendUpdateInput(KeyPartner Partner, GeoFields Form, IReadOnlyList<FileUpload> Uploads);

/// <summary>
/// The partner that a case came from sends what the person said there since. It stands on the case as information, opens
/// the case again where it says so, and never closes it: whether it is done is ours to say, and the person's to doubt.
/// From a partner who does the work of the case it is a word about that work. Who wrote it, where it is somebody else, is for staff.
/// </summary>
internal sealed class SendUpdate(
    KeptDb db, CaseSaving saving, AddInformation add, ReopenCase reopen, WorkUpdates work, PartnerUploads uploads, FileLimits limits, IdSource ids, TextLibrary texts,
    Words words, IOptions<KeptSettings> settings)
{
    public async Task<GeoAnswer> HandleAsync(SendUpdateInput input, CancellationToken cancellationToken)
    {
        var zone = DateTimeZoneProviders.Tzdb[settings.Value.Organisation.TimeZone];
        var (form, problems) = UpdateForm.Read(input.Form, zone, words);
        if (form is null)
        {
            return GeoAnswer.Errors(400, problems);
        }

        if (form.Media.Length + input.Uploads.Count > limits.MaxFiles)
        {
            return GeoAnswer.Errors(400, words["files.tooMany", ("count", limits.MaxFiles)]);
        }

        form = form.WithFiles(await PartnerUploads.HashAsync(input.Uploads, cancellationToken));
        var partnerId = input.Partner.Id;
        var caseId = form.Reference is { } wanted
            ? await db.Cases.Where(about => about.Reference == wanted && db.Set<PartnerRequest>().Any(request => request.CaseId == about.Id && request.PartnerId == partnerId))
                .Select(about => (CaseId?)about.Id).SingleOrDefaultAsync(cancellationToken)
            : null;
        if (caseId is { } about)
        {
            return await SentBeforeAsync(input.Partner, form, about, cancellationToken) ?? await TakeAsync(input, form, about, cancellationToken);
        }

        return form.Reference is null || await work.FindAsync(input.Partner, form.Reference.Value, cancellationToken) is not { } forward
            ? GeoAnswer.Errors(404, words["open311.problem.noRequest"])
            : await TakeAboutWorkAsync(input, form, forward, cancellationToken);
    }

    private async Task<GeoAnswer> TakeAboutWorkAsync(SendUpdateInput input, UpdateForm form, Forward forward, CancellationToken cancellationToken)
    {
        var (stored, refusal) = await uploads.TakeAsync(input.Uploads, new FileOrigin(forward.CaseId, null, FilePurpose.Partner, IsPublic: false, null), cancellationToken);
        return refusal ?? (await work.TakeAsync(forward, form, stored, cancellationToken) is { } update
            ? AnswerAgain(update.Id, update.Content, form)
            : GeoAnswer.Errors(409, words["open311.problem.again"]));
    }

    private async Task<GeoAnswer> TakeAsync(SendUpdateInput input, UpdateForm form, CaseId about, CancellationToken cancellationToken)
    {
        var (stored, refusal) = await uploads.TakeAsync(input.Uploads, new FileOrigin(about, null, FilePurpose.Information, IsPublic: true, null), cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        var id = ids.Next();
        try
        {
            var outcome = await saving.ChangeAsync(
                form.Reference!.Value, By.Resident, seenVersion: null, file => DecideAsync(file, input, form, id, stored, cancellationToken), cancellationToken);
            return outcome is CaseOutcome.Done ? Answer(id) : GeoAnswer.Errors(409, words["open311.problem.again"]);
        }
        catch (DbUpdateException)
        {
            // The same update was saved in the same instant: then it is there now.
            db.ChangeTracker.Clear();
            return await SentBeforeAsync(input.Partner, form, about, cancellationToken) ?? throw new InvalidOperationException("An update could not be saved.");
        }
    }

    private async Task<string?> DecideAsync(
        CaseFile file, SendUpdateInput input, UpdateForm form, long id, ImmutableArray<StoredFile> stored, CancellationToken cancellationToken)
    {
        db.Add(new PartnerUpdate(id, input.Partner.Id, form.UpdateId, file.Case.Id, form.Status?.Text() ?? form.Given, form.At, file.Work.Now, form.Content));
        db.AddRange(form.Media.Select(address => new PartnerMedia(ids.Next(), file.Case.Id, address, FilePurpose.Information, isPublic: true, file.Work.Now)));
        var said = InWords(file.Case, form);
        if (form.Sender is { } sender && !sender.Is(file.Case.Reporter))
        {
            file.Case.Note(file.Work, texts.In(settings.Value.Organisation.Language)["open311.writtenBy", ("sender", sender.ToString()), ("partner", input.Partner.Name)]);
        }

        if (form.Status == WorkStatus.Reopen && file.Case is { IsClosed: true, MergedInto: null })
        {
            await reopen.DecideAsync(file, new ReopenCaseInput(file.Case.Reference, null, By.Resident, said), cancellationToken);
            said = null;
        }

        if (said is null && stored.Length == 0)
        {
            return null;
        }

        if (!file.Case.IsClosed)
        {
            return await add.DecideAsync(file, new AddInformationInput(file.Case.Reference, By.Resident, Channel.Api, said, stored), cancellationToken);
        }

        db.AddRange(stored);
        file.Case.LogContact(file.Work, Channel.Api, incoming: true, bringsNews: true, said);
        return null;
    }

    /// <summary>
    /// What was written, that it is said to be done where it is, and a status that nobody told us: staff read it, in the language
    /// of the organisation.
    /// </summary>
    private string? InWords(Case about, UpdateForm form)
    {
        var ours = texts.In(settings.Value.Organisation.Language);
        var status = form.Status is not { } known ? ours["open311.saysStatus", ("status", form.Given)]
            : known.IsDone() && !about.IsClosed ? ours["open311.saysDone"] : null;
        var parts = new[] { form.Words, status }.Where(part => !string.IsNullOrWhiteSpace(part)).ToList();
        return parts.Count == 0 ? null : string.Join("\n", parts);
    }

    /// <summary>Null where the partner sent nothing under this id about this request.</summary>
    private async Task<GeoAnswer?> SentBeforeAsync(KeyPartner partner, UpdateForm form, CaseId about, CancellationToken cancellationToken) =>
        await db.Set<PartnerUpdate>().AsNoTracking()
            .SingleOrDefaultAsync(update => update.PartnerId == partner.Id && update.CaseId == about && update.UpdateId == form.UpdateId, cancellationToken) is { } before
            ? AnswerAgain(before.Id, before.Content, form)
            : null;

    /// <summary>The same again is answered as before; other words under its id are refused, so that they are not lost.</summary>
    private GeoAnswer AnswerAgain(long id, string? content, UpdateForm form) =>
        content is null || content == form.Content ? Answer(id) : GeoAnswer.Errors(422, words["open311.problem.updateChanged"]);

    private static GeoAnswer Answer(long id) => GeoAnswer.Ok("service_request_updates", new GeoValue.Many("request_update",
    [
        new GeoValue.Fields(("update_id", id.ToString(CultureInfo.InvariantCulture))),
    ]));
}
