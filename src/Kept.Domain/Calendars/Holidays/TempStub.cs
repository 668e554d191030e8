using NodaTime;
using System.Collections.Immutable;
namespace Kept.Domain.Calendars.Holidays;
public sealed record HolidayName(string Code);
public sealed record HolidayOn(HolidayName Name);
public sealed class HolidaySet { public static HolidaySet Find(string c) => new(); public HolidayOn? On(LocalDate d) => null; public bool Opens(LocalDate d)=>false; public bool IsMovedWorkingDay(LocalDate d)=>false;}
public sealed record HolidayFile { public ImmutableArray<ClosedDay> Closed => []; public ImmutableArray<PartDayClosing> PartDays => []; }
