namespace Kept.Domain.Counts;

/// <summary>What is counted, as it is stored. Each belongs to a week, a service and a team.</summary>
public static class What
{
    /// <summary>Promises settled in the week: done in time, not done in time, or replaced by us before they were due.</summary>
    public const string Kept = "promises.kept";
    public const string Broken = "promises.broken";
    public const string Revised = "promises.revised";

    /// <summary>Cases by the week they came in, and by the week they were closed.</summary>
    public const string Received = "cases.received";
    public const string Closed = "cases.closed";

    /// <summary>Cases that are not closed, under <see cref="CountWeek.Always"/>: a stock, which no week has.</summary>
    public const string Open = "cases.open";

    /// <summary>By the week they came in: cases closed without an answer to "how long did it take", as duplicates or withdrawn.</summary>
    public const string Left = "cases.left";

    /// <summary>Incoming contacts, the first of each case included; and those that were chasers.</summary>
    public const string Contacts = "contacts";
    public const string Chasers = "contacts.chasers";

    /// <summary>Residents who had to ask: each person once a week and case, however often they did.</summary>
    public const string Asked = "residents.asked";

    /// <summary>Answers to the question whether it is really done.</summary>
    public const string Yes = "surveys.yes";
    public const string No = "surveys.no";
    public const string Unsure = "surveys.unsure";
}
