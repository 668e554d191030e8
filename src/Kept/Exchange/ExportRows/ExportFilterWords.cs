using Kept.Catalogue;
using Kept.Staff;
using Kept.Texts;
using NodaTime;
using NodaTime.Text;

namespace Kept.Exchange.ExportRows;

/// <summary>What an export was narrowed by, as the reader calls it; what the catalogue has dropped keeps its code.</summary>
internal sealed class ExportFilterWords(StaffTeams teams, CatalogueInUse catalogue, DateTimeZone zone, Words words)
{
    /// <param name="filter">As <see cref="ExportInput.Filter"/> wrote it.</param>
    public IEnumerable<(string What, string Which)> Of(string filter) =>
        from part in filter.Split('&', StringSplitOptions.RemoveEmptyEntries)
        let split = part.Split('=', 2)
        where split.Length == 2
        select split[0] switch
        {
            "from" => (words["export.from"], DayOf(split[1], last: false)),
            "until" => (words["export.to"], DayOf(split[1], last: true)),
            "team" => (words["export.team"], teams.NameOf(split[1], words.Language)),
            "service" => (words["export.service"], catalogue.Find(split[1])?.Service.Name.In(words.Language) ?? split[1]),
            _ => (split[0], split[1]),
        };

    /// <summary>A day where it is a whole one, else the moment: programs may ask for any.</summary>
    private string DayOf(string written, bool last)
    {
        if (InstantPattern.ExtendedIso.Parse(written) is not { Success: true, Value: var instant })
        {
            return written;
        }

        var local = instant.InZone(zone).LocalDateTime;
        return local.TimeOfDay != LocalTime.Midnight ? words.Moment(local) : words.Date(last ? local.Date.PlusDays(-1) : local.Date);
    }
}
