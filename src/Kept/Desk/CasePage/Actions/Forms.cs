using System.Globalization;
using Kept.Chrome.Fields;
using Kept.Domain.Cases;
using Kept.Domain.Catalogue;
using Kept.Files;
using NodaTime;
using NodaTime.Text;

namespace Kept.Desk.CasePage;

/// <summary>The forms of the page: what was typed, as it was typed, and what they start with.</summary>
internal sealed partial class CasePage
{
    private static readonly LocalDateTimePattern Minute = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");

    /// <summary>Ways on which an agent talks with people.</summary>
    public IEnumerable<Option> Channels => new[] { Channel.Phone, Channel.Counter, Channel.Mail, Channel.Letter, Channel.Sms, Channel.Chat, Channel.Social, Channel.VisitInPerson }
        .Select(channel => new Option(channel.ToString(), words["case.channel." + channel.ToString().ToLowerInvariant()]));

    public IEnumerable<Option> Outcomes => new[] { Outcome.Fixed, Outcome.NotOurs, Outcome.NotFound, Outcome.NoAction }
        .Select(outcome => new Option(outcome.ToString(), words["case.outcome." + outcome.ToString().ToLowerInvariant()]));

    public IEnumerable<Option> People => Screen.About.Followers.Where(person => !person.IsGone)
        .Select(person => new Option(person.Id.ToString(CultureInfo.InvariantCulture), person.Name ?? person.Mail ?? person.Phone ?? words["case.person.anonymous"]))
        .Prepend(new Option("", words["case.contact.somebody"]));

    public IEnumerable<(string Code, string Name)> Teams => teams.All(words.Language);

    /// <summary>What was typed into the form that met another save, under the labels of its fields.</summary>
    public IEnumerable<(string Label, string Value)> TypedFields =>
        from sent in Request.HasFormContentType ? Request.Form : FormCollection.Empty
        let label = "case.typed." + sent.Key.ToLowerInvariant()
        where words.Has(label) && !string.IsNullOrWhiteSpace(sent.Value)
        select (words[label], TypedInWords(sent.Key, sent.Value.ToString()));

    /// <summary>What stood on the form, not what the form sent for it.</summary>
    private string TypedInWords(string field, string sent) => field switch
    {
        "Close.Outcome" when words.Has("case.outcome." + sent.ToLowerInvariant()) => words["case.outcome." + sent.ToLowerInvariant()],
        "Visit.Reason" => VisitReasons.FirstOrDefault(reason => reason.Value == sent)?.Label ?? sent,
        _ when LocalDatePattern.Iso.Parse(sent) is { Success: true, Value: var day } => words.Date(day),
        _ => sent,
    };

    public IEnumerable<Option> VisitReasons => Screen.File.Service.VisitReasons.Select(ReasonOf);

    private Option ReasonOf(Choice reason) => new(reason.Code, reason.Label.In(words.Language));

    private void PrepareForms()
    {
        Visit.At ??= Minute.Format(time.Local(time.Now));
        Contact.Channel ??= nameof(Channel.Phone);
        Information.Channel ??= nameof(Channel.Phone);
        if (Screen.Prepared is { } prepared)
        {
            Approve.Reason ??= prepared.Reason;
            Approve.Date ??= LocalDatePattern.Iso.Format(prepared.Date);
        }
    }

    /// <summary>A day as date fields send it; null adds what to do to the form.</summary>
    private LocalDate? DayOf(string? typed, string field)
    {
        if (LocalDatePattern.Iso.Parse(typed?.Trim() ?? "") is { Success: true } day)
        {
            return day.Value;
        }

        ModelState.AddModelError(field, words["case.problem.date"]);
        return null;
    }

    /// <summary>A minute as date fields send it; now, where nothing was typed.</summary>
    private Instant? MomentOf(string? typed, string field, Instant earliest)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return time.Now;
        }

        if (Minute.Parse(typed.Trim()) is not { Success: true } moment)
        {
            ModelState.AddModelError(field, words["case.problem.moment"]);
            return null;
        }

        // The form knows minutes: the minute in which something was received is not before it.
        var at = moment.Value.InZoneLeniently(time.Zone).ToInstant();
        return at < earliest && earliest - at < Duration.FromMinutes(1) ? earliest : at;
    }

    private static string? Blank(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();

    private Task<CaseHead?> FindAsync(CancellationToken cancellationToken) => Reference.TryParse(Typed, out var reference)
        ? read.FindAsync(reference, cancellationToken)
        : Task.FromResult<CaseHead?>(null);

    /// <summary>Rows of the files that were chosen; what is wrong with others is added to the form.</summary>
    private async Task<IReadOnlyList<StoredFile>> TakeFilesAsync(
        FormUploads uploads, CaseHead about, IReadOnlyList<IFormFile> chosen, string field, FilePurpose purpose, CancellationToken cancellationToken)
    {
        var (taken, problems) = await uploads.TakeAsync(about.Id, chosen, purpose, Reader.Id, cancellationToken);
        foreach (var problem in problems)
        {
            ModelState.AddModelError(field, problem);
        }

        return taken;
    }

    private static long? NumberOf(string? typed) =>
        long.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static TEnum? OneOf<TEnum>(string? typed)
        where TEnum : struct, Enum =>
        Enum.TryParse<TEnum>(typed, out var value) && Enum.IsDefined(value) && value.ToString() == typed ? value : null;
}
