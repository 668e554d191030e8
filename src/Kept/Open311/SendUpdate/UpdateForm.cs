using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Kept.Domain.Cases;
using Kept.Domain.Partners;
using Kept.Files;
using Kept.Open311.Formats;
using Kept.Open311.SendRequest;
using Kept.Texts;
using NodaTime;

namespace Kept.Open311.SendUpdate;

/// <summary>An update as its form says it.</summary>
/// <param name="UpdateId">The sender's name for it.</param>
/// <param name="Status">Null where nobody told us what <paramref name="Given"/> means: then it changes nothing.</param>
/// <param name="Given">The status as it was written.</param>
internal sealed record UpdateForm(
    Reference? Reference, string UpdateId, WorkStatus? Status, string Given, Instant At, string? Words, ImmutableArray<string> Media)
{
    private const int LongestId = 200;

    /// <summary>Stands for what it says, to tell a repetition from another update under the same id; null before the files were read.</summary>
    public string? Content { get; private init; }

    /// <summary>Null where the form does not say who wrote it.</summary>
    public UpdateSender? Sender { get; private init; }

    /// <summary>The time is left out: some senders name that of the attempt.</summary>
    /// <param name="files">Stands for the files that came along.</param>
    public UpdateForm WithFiles(string files)
    {
        var parts = Media.Prepend(Words ?? "").Prepend(Status?.Text() ?? Given).Append(files).Select(part => $"{part.Length}:{part}");
        return this with { Content = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts)))) };
    }

    /// <summary>Null with every mistake where the form cannot be read.</summary>
    public static (UpdateForm? Form, IReadOnlyList<string> Problems) Read(GeoFields form, DateTimeZone zone, Words words)
    {
        var problems = new List<string>();
        string Needed(string field, string? value)
        {
            if (value is null)
            {
                problems.Add(words["open311.problem.missing", ("field", field)]);
            }
            else if (value.Length > LongestId || value.Any(char.IsControl))
            {
                problems.Add(words["open311.problem.tooLong", ("field", field), ("most", LongestId)]);
            }

            return value ?? "";
        }

        var about = Needed("service_request_id", form.One("service_request_id"));
        var id = Needed("update_id", form.One("update_id") ?? form.One("update_id_ext"));
        var given = Needed("status", form.One("status"));
        var at = GeoDate.Read(Needed("updated_datetime", form.One("updated_datetime")), zone);
        if (at is null && form.One("updated_datetime") is not null)
        {
            problems.Add(words["open311.problem.date", ("field", "updated_datetime")]);
        }

        var said = form.One("description") ?? form.One("title");
        if (said?.Length > RequestFormReader.LongestDescription)
        {
            problems.Add(words["open311.problem.tooLong", ("field", "description"), ("most", RequestFormReader.LongestDescription)]);
        }

        foreach (var field in new[] { "first_name", "last_name", "email" }.Where(field => form.One(field) is { Length: > UpdateSender.Longest }))
        {
            problems.Add(words["open311.problem.tooLong", ("field", field), ("most", UpdateSender.Longest)]);
        }

        ImmutableArray<string> media = [.. form.All("media_url").Distinct()];
        if (!media.All(PartnerMedia.MayBeFetched))
        {
            problems.Add(words["open311.problem.mediaUrl"]);
        }

        return problems.Count > 0
            ? (null, problems)
            : (new UpdateForm(Domain.Cases.Reference.TryParse(about, out var reference) ? reference : null, id, WorkStatuses.Parse(given), given, at!.Value, Plain(said), media) { Sender = UpdateSender.Read(form) }, []);
    }

    private static string? Plain(string? said) => said is null
        ? null
        : string.Concat(said.Where(character => !char.IsControl(character) || character is '\n' or '\t'));
}
