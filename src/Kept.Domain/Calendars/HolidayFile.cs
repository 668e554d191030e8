using System.Collections.Immutable;

namespace Kept.Domain.Calendars;

/// <summary>What an iCalendar file says: whole days and stretches of days that are closed.</summary>
public sealed record HolidayFile(ImmutableArray<ClosedDay> Closed, ImmutableArray<PartDayClosing> PartDays);
