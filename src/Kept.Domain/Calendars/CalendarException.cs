namespace Kept.Domain.Calendars;

/// <summary>A calendar or holiday file cannot do what is asked of it; the message says why and what to do, for the person who wrote it.</summary>
public sealed class CalendarException : Exception
{
    /// <inheritdoc/>
    public CalendarException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public CalendarException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
