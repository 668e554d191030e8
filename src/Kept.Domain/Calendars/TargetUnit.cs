namespace Kept.Domain.Calendars;

/// <summary>What a target is counted in. "Working" units count only while the calendar is open.</summary>
public enum TargetUnit
{
    /// <summary>Days with opening hours; due at the end of opening on the last of them.</summary>
    WorkingDays,

    /// <summary>Hours of opening time.</summary>
    WorkingHours,

    /// <summary>Minutes of opening time.</summary>
    WorkingMinutes,

    /// <summary>Days of the almanac; due at the end of opening of that day, or of the next open day.</summary>
    CalendarDays,

    /// <summary>Elapsed hours, day and night.</summary>
    Hours,

    /// <summary>Elapsed minutes, day and night.</summary>
    Minutes,
}
