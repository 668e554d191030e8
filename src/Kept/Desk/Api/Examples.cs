using Kept.Cases;
using Kept.Desk.Api.Views;

namespace Kept.Desk.Api;

/// <summary>What stands as an example in the description of the API: the mattress behind Mill School.</summary>
internal static class Examples
{
    private const string Words = "By Wednesday 11 March we will have gone to look.";
    private static readonly DateTimeOffset Received = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Due = new(2026, 3, 11, 17, 0, 0, TimeSpan.Zero);

    public static CaseBrief Brief { get; } = new(
        "K7QF-3M9T", 8, "open", "street-care", "301923874816", null, null, Due, [new OpenPromise("301923874901", "inspect", Due, Words)]);

    public static CaseLine Line { get; } = new(
        "K7QF-3M9T", "A mattress", "fly-tipping", "Report fly-tipping", "street-care", "Street care", "301923874816", "Mira Kovač",
        "open", "lane behind Mill School", 51.5, -0.12, Received, null, Due, "running", 7, 0, 2, 1, Received);

    public static CaseListView List { get; } = new([Line], "qk3Zc1xQMC4xNzczMDY2NDAw");

    public static CaseWhole Whole { get; } = new(
        "K7QF-3M9T", 8, "A mattress", "fly-tipping", "Report fly-tipping", "open", "web", "en", "street-care", "Street care",
        "301923874816", "Mira Kovač", new PlaceView("lane behind Mill School", 51.5, -0.12), Received, null, null, null, null,
        "recordVisit", ["Then we clear it within 15 working days of our first visit."],
        [new PromiseWhole("301923874901", "inspect", "open", Words, "en", Words, Received, null, Due, false, "running", 7,
            ["7 working days from Monday 2 March, 09:00."], null, null)],
        [new StageWhole("inspect", "Inspect", Received, null)],
        [new AnswerWhole("What was dumped?", "Furniture")],
        [new PersonWhole("301923874850", true, true, "Ada Ito", "ada@example.org", null, null, "en", null)],
        [], [], [new ContactWhole("301923874870", Received, "web", true, false, "301923874850", null, null)],
        [new FileWhole("301923874880", "mattress.jpg", "image/jpeg", 182034, "report", true, Received, null, "/api/v1/cases/K7QF3M9T/files/301923874880")],
        [new EventWhole("301923874860", Received, "received", "Received on the web", null, null, "Ada Ito", true, null, false)],
        [new MessageWhole("301923874890", Received, "received", "Ada Ito", false, "We have your report K7QF-3M9T", ["We have your report", Words], "sent", "Delivered on 2 March 2026, 09:00.")],
        [], [Proposal], [], []);

    public static PublicCase Public { get; } = new(
        "K7QF-3M9T", "fly-tipping", "Report fly-tipping", "open", null, null, Received, null,
        [new PromiseView("inspect", "open", Due, Words, ["7 working days from Monday 2 March, 09:00."], null)],
        ["Then we clear it within 15 working days of our first visit."],
        [new PublicEvent(Received, "A promise was given.", Words, null), new PublicEvent(Received, "Received online.", null, null)]);

    public static ProposalList Proposals { get; } = new([Proposal]);

    public static ViewCounts Counts { get; } = new(4, 37, 12, 9, 1, 3);

    public static OverviewView Overview { get; } = new(
        "2025-12-08", "2026-03-08", Sums, [new WeekView("2026-03-02", Sums)], [new ServiceSumsView("fly-tipping", "Report fly-tipping", Sums)]);

    public static StaffList Staff { get; } = new([new ColleagueView("301923874816", "Mira Kovač", "agent", "street-care")]);

    public static TeamList Teams { get; } = new([new TeamView("street-care", "Street care")]);

    public static CallerList Callers { get; } = new(
        [new CallerView("Ada Ito", null, "ada@example.org", null, [new CallersCaseView(Line, "301923874850", [new ToldView(Words, "en", false)])])], false);

    private static ProposalWhole Proposal => new("301923874895", "message", "The crew comes on Friday morning.", "Assistant of street care", "Mira Kovač");

    private static SumsView Sums => new(94, 6, 3, 120, 101, 37, 150, 12, 41, 3, 2);
}
