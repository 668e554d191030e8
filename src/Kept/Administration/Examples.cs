using Kept.Administration.Views;

namespace Kept.Administration;

/// <summary>What stands as an example in the description of the API: the people of a council and what they set up.</summary>
internal static class Examples
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static PersonLine Person { get; } = new("301923874816", "Mira Kovač", "mira.kovac@millbrook.example", "agent", "street-care", "active");

    public static PersonLine Invited { get; } = new("301923874817", "Tom Okafor", "tom.okafor@millbrook.example", "agent", "waste", "invited");

    public static StaffMemberWhole StaffMemberWhole { get; } = new(
        "301923874816", "Mira Kovač", "mira.kovac@millbrook.example", "lead", "street-care", "hr", true, "active",
        [new ChangeView(At, "roleChanged", "Agent", "Lead", "301923874800")]);

    public static AccountView Account { get; } = new("301923874816", "Mira Kovač", "mira.kovac@millbrook.example", "agent", "street-care", "hr");

    public static PartnerLine Partner { get; } = new("301923874820", "Neighbourly Reports", "it@neighbourly.example", At, "301923874800");

    public static KeyLine Key { get; } = new(
        "301923874821", "kept_7f3k9q2m", "Works on the map of reports", "301923874820", null, ["open311Read", "open311Send"], 60, "good",
        At, "301923874800", new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero), At, null, null);

    public static KeyLine OwnKey { get; } = Key with
    {
        Id = "301923874822", Prefix = "kept_4d2x8w5r", Label = "Reads for the wall screen", PartnerId = null, StaffId = "301923874816",
        Rights = ["readCases"], MadeById = "301923874816",
    };

    public static MadeKey MadeKey { get; } = new("301923874821", "kept_7f3k9q2m_…", Key);

    public static CalendarLine Calendar { get; } = new("301923874830", "street-care", At);

    public static MadeCalendar MadeCalendar { get; } = new("301923874830", "street-care", "https://report.example.org/calendar/Jc3mVb6yQk2sT8wXn1Rz4A.ics");

    public static WebhookView Webhook { get; } = new(
        "301923874840", "Ledger", "https://ledger.example.org/kept", ["promise"], ["fly-tipping"], false, "active", At, "301923874800", null, 0, null, null, 3);

    public static MadeWebhook MadeWebhook { get; } = new("301923874840", "whsec_…", Webhook with { Waiting = null });

    public static DeliveryView Delivery { get; } = new(
        "301923874850", "301923874851", "kept.promise.broken", "delivered", 1, At, null, At.AddHours(72), At.AddSeconds(1), "204");

    public static ExportView Export { get; } = new("301923874860", "cases", "team=street-care", "301923874800", "finished", At, At.AddSeconds(4), 18_200);

    public static ImportView Import { get; } = new(true, 1_480, 20, 0);

    public static StatusWhole Status { get; } = new(
        "1.0.0", ".NET 10.0.0", 28, [new FindingView("mail", "attention", "No mail relay is set. Mail is written to a folder.")],
        new VitalsView(At, 3, 0, 1, 0, At.AddMinutes(-2), 12, 0, null, 4, 812_646_400, 91_268_055_040),
        new BackupView(At.AddHours(-6), true, 402_653_184, 5_120, null),
        [new WorkView("kept-1/812", "SendDueMail", At, At, null, 0, null, true)],
        [new GoneView("kept-2/640", At.AddMinutes(-9))],
        [new UndeliveredView("301923874870", "K7QF-3M9T", "received", "We have your report K7QF-3M9T", "failed", At, "The server of the recipient refused it.")],
        [new NotGivenView("301923874871", "K7QF-3M9T", "County Highways", true, At, "They could not be reached.")]);
}
