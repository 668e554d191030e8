using Kept.Api;
using Kept.Desk.Queue;

namespace Kept.Desk.Api.Views;

/// <summary>A case in a list.</summary>
/// <param name="Service">Code of the service.</param>
/// <param name="Urgency">nothing, running, today, waiting or broken: of the promise to show first.</param>
/// <param name="WorkingDaysLeft">After today, up to the day it is due.</param>
internal sealed record CaseLine(
    string Reference, string Title, string Service, string ServiceName, string Team, string TeamName, string? OwnerId, string? Owner,
    string State, string? Place, double? Latitude, double? Longitude, DateTimeOffset ReceivedAt, DateTimeOffset? ClosedAt,
    DateTimeOffset? NextDue, string Urgency, int WorkingDaysLeft, int BrokenPromises, int Contacts, int Chasers, DateTimeOffset? LastContactAt)
{
    public static CaseLine Of(QueueRow row)
    {
        var about = row.Case;
        return new CaseLine(
            about.Reference.ToString(), row.Title, about.ServiceCode, row.Service, about.Team, row.Team, ApiIds.Of(about.OwnerId), about.Owner,
            ApiNames.Of(about.State), row.Place.Length == 0 ? null : row.Place, about.Latitude, about.Longitude,
            about.ReceivedAt.ToDateTimeOffset(), about.ClosedAt?.ToDateTimeOffset(), about.NextDue?.ToDateTimeOffset(),
            ApiNames.Of(row.Left.Urgency), row.Left.WorkingDays, about.BrokenPromises, about.Contacts, about.Chasers, about.LastContactAt?.ToDateTimeOffset());
    }
}
