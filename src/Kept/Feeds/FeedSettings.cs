namespace Kept.Feeds;

/// <summary>The section <c>Feeds</c> of appsettings.json: what calendar programs are told.</summary>
internal sealed class FeedSettings
{
    public const string Section = "Feeds";

    /// <summary>
    /// Whether titles and places of cases stand in calendars. Calendar programs keep what they fetch with companies of their
    /// own; without this they learn service, reference and time.
    /// </summary>
    public bool Details { get; set; }
}
