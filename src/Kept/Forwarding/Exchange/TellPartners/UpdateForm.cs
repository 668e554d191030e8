using System.Collections.Immutable;
using Kept.Domain.Cases;
using Kept.Domain.Partners;
using Kept.Files;
using Kept.Settings;
using Kept.Texts;
using NodaTime.Text;

namespace Kept.Forwarding.Exchange.TellPartners;

/// <summary>
/// An update as a form for another server, with the fields that FixMyStreet sends. It has what was said and added, and never
/// who said it: that went with the case, or it did not.
/// </summary>
internal sealed class UpdateForm(Words words, KeptSettings settings)
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
            ("status", update.Status.Text()),
            ("description", string.IsNullOrWhiteSpace(said?.Words) ? WithoutWords(update.Status) : said.Words),
            .. media.Select(address => ("media_url", (string?)address)),
        ];
    }

    private string WithoutWords(WorkStatus status) => words[status switch
    {
        WorkStatus.Reopen => "forward.tell.reopened",
        WorkStatus.Closed => "forward.tell.withdrawn",
        _ => "forward.tell.files",
    }];
}
