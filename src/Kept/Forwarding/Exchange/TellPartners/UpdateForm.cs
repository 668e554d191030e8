using System.Collections.Immutable;
using Kept.Cases.Timeline;
using Kept.Domain.Cases;
using Kept.Domain.Partners;
using Kept.Files;
using Kept.Settings;
using Kept.Texts;
using NodaTime.Text;

namespace Kept.Forwarding.Exchange.TellPartners;

/// <summary>
/// An update as a form for another server, with the fields that FixMyStreet sends. It has what the timeline tells residents,
/// and never who said it: that went with the case, or it did not.
/// </summary>
internal sealed class UpdateForm(ForwardPartner partner, Words words, KeptSettings settings)
{
    /// <param name="said">The line of the timeline, which may have been erased since.</param>
    /// <param name="files">Those that may be seen by whoever has their address.</param>
    /// <returns>Empty where there is nothing to tell that they do not have.</returns>
    public ImmutableArray<(string Name, string? Value)> Of(OwnUpdate update, Forward forward, CaseEvent? said, IEnumerable<StoredFile> files)
    {
        var media = files.Select(file => settings.AddressOf(file.Path)).Where(address => forward.Sent?.Contains(address, StringComparison.Ordinal) != true).ToList();
        if (update.Status == WorkStatus.Open && string.IsNullOrWhiteSpace(said?.Words) && media.Count == 0)
        {
            return [];
        }

        return
        [
            ("update_id", update.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("service_request_id", forward.TheirId),
            ("updated_datetime", InstantPattern.General.Format(update.At)),
            ("status", StatusOf(update.Status).Text()),
            ("description", DescriptionOf(update.Status, said)),
            .. media.Select(address => ("media_url", (string?)address)),
        ];
    }

    private WorkStatus StatusOf(WorkStatus status) => !partner.PlainStatuses ? status : status.Ends() ? WorkStatus.Closed : WorkStatus.Open;

    /// <summary>Their people read it: our words about our decisions, and what residents wrote in theirs.</summary>
    private string DescriptionOf(WorkStatus status, CaseEvent? said)
    {
        var sentence = said?.Kind switch
        {
            EventKind.Closed => words["event.closed", ("outcome", EventDetails.Of(said).Text("outcome"))],
            EventKind.Merged => words["event.merged.into", ("reference", EventDetails.Of(said).Text("into") ?? "")],
            EventKind.Unmerged => words["event.unmerged"],
            _ when !string.IsNullOrWhiteSpace(said?.Words) => null,
            _ => WithoutWords(status),
        };
        return string.Join(' ', new[] { sentence, said?.Words }.Where(part => !string.IsNullOrWhiteSpace(part)));
    }

    private string WithoutWords(WorkStatus status) => status switch
    {
        WorkStatus.Open => words["forward.tell.files"],
        WorkStatus.Reopen => words["forward.tell.reopened"],
        WorkStatus.Closed => words["forward.tell.withdrawn"],
        _ => words["event.closed", ("outcome", "")],
    };
}
