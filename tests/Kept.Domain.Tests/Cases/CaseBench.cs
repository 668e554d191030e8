using System.Collections.Immutable;
using Kept.Domain.Calendars;
using Kept.Domain.Cases;
using Kept.Domain.Catalogue;
using Kept.Domain.Promises;
using NodaTime;

namespace Kept.Domain.Tests.Cases;

/// <summary>A service with two stages on an office calendar in London, and a clock to turn by hand.</summary>
internal sealed class CaseBench
{
    public static readonly DateTimeZone London = DateTimeZoneProviders.Tzdb["Europe/London"];

    private readonly Calendar office = new(new CalendarDefinition
    {
        Code = "office",
        Zone = "Europe/London",
        Hours = WeeklyHours.Office,
        HolidaySets = ["GB-ENG"],
    });

    private long lastId;

    public Instant Now { get; set; } = At(2026, 3, 2, 16, 40);

    public bool BreachNeedsApproval { get; init; }

    public static Instant At(int year, int month, int day, int hour, int minute) =>
        new LocalDateTime(year, month, day, hour, minute).InZoneStrictly(London).ToInstant();

    public CaseWork Work(Actor actor = Actor.Resident, long? by = null)
    {
        var service = Service();
        var maker = new PromiseMaker(service, _ => office, (day, time, _) => time is null ? $"{day:uuuu-MM-dd}" : $"{day:uuuu-MM-dd} {time:HH:mm}", new OwnPromises(Text("By {date}: {words}"), Text("By {date}, as agreed.")));
        return new CaseWork(service, maker, () => ++lastId, Now, actor, by);
    }

    public CaseWork Agent() => Work(Actor.Staff, 77);

    public CaseWork System() => Work(Actor.System);

    public Case Receive() => Case.Receive(
        new Submission(Channel.Web, "en", "A mattress", "{}", new Place(Words: "lane behind Mill School"), new ContactDetails("Ada", "ada@example.org"), 1),
        Work());

    private Service Service() => new(
        "fly-tipping", ServiceKind.Report, "waste", Text("Fly-tipping"), Text(""), ImmutableDictionary<string, ImmutableArray<string>>.Empty,
        new AskedDetails(Need.Optional, Need.Optional, Need.Optional, Need.None), [], "street-care", "office",
        [
            new Stage("inspect", Text("Look"), "7 working days", ClockStart.Received, StageEnd.FirstVisit, "1 working day", Text("By {date} we will have looked."), Text("")),
            new Stage("clear", Text("Clear"), "15 working days", ClockStart.FirstVisit, StageEnd.VisitDone, "2 working days", Text("By {date} we will have cleared it."), Text("")),
        ],
        new BreachPolicy(BreachNeedsApproval, "5 working days", Text("We are late.")),
        new ReopenPolicy("3 working days", Text("By {date} we will have looked again.")),
        [new Choice("van-full", Text("The van was full."))], Text(""), Text(""));

    private static LocalText Text(string english) => new(new Dictionary<string, string> { ["en"] = english });
}
