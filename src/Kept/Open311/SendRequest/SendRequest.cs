using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Kept.Cases;
using Kept.Cases.ReceiveCase;
using Kept.Domain.Catalogue;
using Kept.Files;
using Kept.Keys;
using Kept.Open311.Formats;
using Kept.Storage;
using Kept.Texts;

namespace Kept.Open311.SendRequest;

/// <param name="Key">Of the header Idempotency-Key; null where there is none.</param>
internal sealed record SendRequestInput(KeyPartner Partner, GeoFields Form, IReadOnlyList<FileUpload> Uploads, string? Key);

/// <summary>
/// A partner sends a request: it is a case at once, under the rules of the JSON interface, and is answered with its
/// reference and with what we promise. Files that came with it are looked at now, those named by an address are fetched
/// by a worker.
/// </summary>
internal sealed class SendRequest(
    PartnerServices services, CaseRequestReader reader, ReceiveCase receive, PartnerUploads uploads, FileLimits limits, IdSource ids, Words words)
{
    private const int LongestKey = 200;

    public async Task<GeoAnswer> HandleAsync(SendRequestInput input, CancellationToken cancellationToken)
    {
        if (input.Form.One("service_code") is not { } code)
        {
            return GeoAnswer.Errors(400, words["open311.problem.noServiceCode"]);
        }

        if (services.Find(code) is not { } service)
        {
            return GeoAnswer.Errors(404, words["open311.problem.noService", ("code", code)]);
        }

        if (input.Key is { Length: 0 or > LongestKey })
        {
            return GeoAnswer.Errors(400, words["api.problem.no-key", ("most", LongestKey)]);
        }

        var form = new RequestFormReader(input.Form, service.Service, words).Read();
        if (form.Media.Length + input.Uploads.Count > limits.MaxFiles)
        {
            return GeoAnswer.Errors(400, words["files.tooMany", ("count", limits.MaxFiles)]);
        }

        var read = reader.Read(form.Body, forCaller: false, words);
        ImmutableArray<string> problems = read is CaseRequestReading.Wrong wrong ? [.. form.Problems, .. Named(wrong)] : form.Problems;
        return problems.Length > 0
            ? GeoAnswer.Errors(400, problems.Distinct())
            : await TakeAsync(input, form, (CaseRequestReading.Accepted)read, service.Service, cancellationToken);
    }

    private async Task<GeoAnswer> TakeAsync(
        SendRequestInput input, RequestForm form, CaseRequestReading.Accepted accepted, Service service, CancellationToken cancellationToken)
    {
        var isPublic = ArePublic(service);
        var (stored, refusal) = await uploads.TakeAsync(input.Uploads, new FileOrigin(null, null, FilePurpose.Report, isPublic, null), cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        var key = KeyOf(input, await PartnerUploads.HashAsync(input.Uploads, cancellationToken));
        var outcome = await receive.HandleAsync(
            accepted.ToInput(key, By.Resident, file => (200, Receipt(file, input))) with
            {
                Said = form.Said,
                Files = stored,
                Rows = file => Rows(file, input, form, isPublic),
            },
            cancellationToken);
        return outcome switch
        {
            ReceiveCaseOutcome.Received received => Answer(received.Answer),
            ReceiveCaseOutcome.SentBefore before => Answer(before.Answer),
            ReceiveCaseOutcome.KeyUsedForOther => GeoAnswer.Errors(422, words["api.problem.key-reused"]),
            ReceiveCaseOutcome.SlotTaken => GeoAnswer.Errors(409, words["api.problem.slot-taken"]),
            _ => throw new InvalidOperationException($"No answer to {outcome}"),
        };
    }

    private IEnumerable<object> Rows(CaseFile file, SendRequestInput input, RequestForm form, bool isPublic)
    {
        yield return new PartnerRequest(file.Case.Id, input.Partner.Id, input.Form.One("account_id"), input.Form.One("device_id"));
        foreach (var address in form.Media)
        {
            yield return new PartnerMedia(ids.Next(), file.Case.Id, address, FilePurpose.Report, isPublic, file.Work.Now);
        }
    }

    /// <summary>
    /// A program that names neither its key nor who is reporting may have two people who say the same; one that does is
    /// repeating itself. Files are part of what it says.
    /// </summary>
    private static SubmissionKey KeyOf(SendRequestInput input, string files)
    {
        var (form, scope) = (input.Form, $"open311:{input.Partner.Id}");
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(files.Length == 0 ? form.Canonical() : $"{form.Canonical()}\n{files}")));
        var repeats = form.One("account_id") ?? form.One("device_id");
        return input.Key is { } key ? new SubmissionKey(scope, "key:" + key, hash)
            : repeats is not null ? new SubmissionKey(scope, "form:" + hash, hash)
            : new SubmissionKey(scope, "once:" + Guid.NewGuid().ToString("N"), hash, LookFirst: false);
    }

    private string Receipt(CaseFile file, SendRequestInput input) => new JsonObject
    {
        ["id"] = file.Case.Reference.ToString(),
        ["notice"] = string.Join(' ', file.Case.Promises.Select(promise => file.Work.Promises.InWords(promise, words.Language))),
        ["account"] = input.Form.One("account_id"),
    }.ToJsonString();

    private static GeoAnswer Answer(string receipt)
    {
        var kept = JsonNode.Parse(receipt)!;
        return GeoAnswer.Ok("service_requests", new GeoValue.Many("request",
        [
            new GeoValue.Fields(
                ("service_request_id", (string?)kept["id"]),
                ("service_notice", (string?)kept["notice"]),
                ("account_id", (string?)kept["account"])),
        ]));
    }

    /// <summary>The reader speaks of the fields of the JSON interface; the sender knows those of Open311.</summary>
    private static IEnumerable<string> Named(CaseRequestReading.Wrong wrong) =>
        from error in wrong.Errors
        from sentence in error.Value
        select $"{FieldOf(error.Key)}: {sentence}";

    private static string FieldOf(string field) => field switch
    {
        "contact.name" => "first_name",
        "contact.mail" => "email",
        "contact.phone" => "phone",
        _ when field.StartsWith("answers.", StringComparison.Ordinal) => $"attribute[{field["answers.".Length..]}]",
        _ => field,
    };

    private static bool ArePublic(Service service) =>
        !service.Questions.Any(question => question.Type is QuestionType.Photos or QuestionType.Documents && question.Internal);
}
