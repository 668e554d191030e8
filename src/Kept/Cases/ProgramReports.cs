using System.Globalization;
using System.Text.Json.Nodes;
using Kept.Api;
using Kept.Cases.ReceiveCase;
using Kept.Files;
using Kept.Keys;
using Kept.Staff;
using Kept.Texts;

namespace Kept.Cases;

/// <summary>
/// Takes reports of programs, as JSON or as a form with the JSON in one part and files in others. The answers are checked
/// before a file is looked at, and again with the files in their places.
/// </summary>
internal sealed class ProgramReports(
    CaseRequestReader reader, CaseUploads uploads, ReceiveCase.ReceiveCase receive, PublicCases publicCases, CurrentKey current, Words words)
{
    /// <summary>The part of a form that holds the JSON.</summary>
    public const string Part = "case";

    private const string OfKeys = "key:";

    private StaffIdentity? Member => current.Holder?.Staff;

    /// <param name="body">As it came.</param>
    /// <param name="key">The Idempotency-Key.</param>
    /// <param name="isForm">Whether it came as a form.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What came of it, or what is wrong with it.</returns>
    public async Task<(ReceiveCaseOutcome? Outcome, IResult? Refusal)> TakeAsync(ApiBody body, string key, bool isForm, CancellationToken cancellationToken)
    {
        var (report, unreadable) = isForm ? OfForm(body) : (body.Content, null);
        if (report is null)
        {
            return (null, unreadable);
        }

        var submission = new SubmissionKey(IdempotencyRecord.OfPrograms, Own(key), body.Hash, LookFirst: false);
        var read = Read(report, CaseUploads.Announced(body.Files));
        if (read is CaseRequestReading.Wrong wrong)
        {
            return (null, ApiProblem.Of(wrong.Errors, words));
        }

        return body.Files.Count == 0
            ? (await ReceiveAsync((CaseRequestReading.Accepted)read, submission, [], cancellationToken), null)
            : await receive.SentBeforeAsync(submission, cancellationToken) is { } before ? (before, null)
            : await TakeFilesAsync(((CaseRequestReading.Accepted)read).Service.Service, report, body.Files, submission, cancellationToken);
    }

    private async Task<(ReceiveCaseOutcome? Outcome, IResult? Refusal)> TakeFilesAsync(
        Domain.Catalogue.Service service, JsonObject report, IReadOnlyList<IFormFile> files, SubmissionKey key, CancellationToken cancellationToken)
    {
        var (taken, problems) = await uploads.TakeAsync(service, files, Member?.Id, cancellationToken);
        if (problems.Count > 0)
        {
            return (null, ApiProblem.Of(problems, words));
        }

        var ids = taken.SelectMany(of => of.Select(file => (Question: of.Key, Id: file.Id.ToString(CultureInfo.InvariantCulture))))
            .ToLookup(file => file.Question, file => file.Id, StringComparer.Ordinal);
        return Read(report, ids) switch
        {
            CaseRequestReading.Accepted accepted => (await ReceiveAsync(accepted, key, [.. taken.SelectMany(of => of)], cancellationToken), null),
            CaseRequestReading.Wrong wrong => (null, ApiProblem.Of(wrong.Errors, words)),
            var other => throw new InvalidOperationException($"No answer to {other}"),
        };
    }

    private CaseRequestReading Read(JsonObject report, ILookup<string, string> files) => reader.Read(report, Member is not null, words, files);

    private Task<ReceiveCaseOutcome> ReceiveAsync(
        CaseRequestReading.Accepted accepted, SubmissionKey key, IReadOnlyList<StoredFile> files, CancellationToken cancellationToken) =>
        receive.HandleAsync(
            accepted.ToInput(key, Member is { } staff ? By.Staff(staff.Id) : By.Resident, publicCases.ReceiptOf) with { Files = files.Count == 0 ? null : files },
            cancellationToken);

    /// <summary>Of another key the same text means another report; whoever has none cannot write a text that belongs to a key.</summary>
    private string Own(string key) => current.Holder is { } holder ? $"{OfKeys}{holder.KeyId}:{key}"
        : key.StartsWith(OfKeys, StringComparison.Ordinal) ? $"none:{key}"
        : key;

    private (JsonObject? Report, IResult? Problem) OfForm(ApiBody body)
    {
        var strangers = body.Content.Select(field => field.Key).Where(name => name != Part).Concat(CaseUploads.Strangers(body.Files)).ToList();
        if (strangers.Count > 0)
        {
            return (null, ApiProblem.Of(strangers.Distinct(StringComparer.Ordinal).ToDictionary(name => name, _ => new[] { words["api.problem.bad-field"] }, StringComparer.Ordinal), words));
        }

        return body.ObjectIn(Part) is { } report ? (report, null) : (null, ApiProblem.Of(StatusCodes.Status400BadRequest, "no-json", words));
    }
}
