using System.Globalization;
using System.Text.Json.Nodes;
using Kept.Browser.Tests.Desk;
using Kept.Cases;
using Kept.Cases.AddInformation;
using Kept.Cases.AddNote;
using Kept.Cases.CloseCase;
using Kept.Cases.FollowCase;
using Kept.Cases.HandOver;
using Kept.Cases.LogContact;
using Kept.Cases.MakePromise;
using Kept.Cases.MergeCase;
using Kept.Cases.PauseCase;
using Kept.Cases.ProposeWords;
using Kept.Cases.RecordVisit;
using Kept.Cases.WriteToResident;
using Kept.Domain.Cases;
using Kept.Staff;
using Kept.Testing;
using Kept.Testing.People;
using NodaTime;
using Xunit;

[assembly: AssemblyFixture(typeof(BusyDesk))]

namespace Kept.Browser.Tests.Desk;

/// <summary>
/// Ten days of a small council's street care, for pages that are only looked at: every state a case can be in, and a
/// colleague for every language. Nobody changes anything here; walks that do start a program of their own.
/// </summary>
public sealed class BusyDesk : IAsyncLifetime
{
    private static readonly Instant Monday = Instant.FromUtc(2026, 2, 23, 9, 0);

    private readonly SemaphoreSlim once = new(1);
    private KeptApp? app;

    internal StaffMember Lena { get; private set; } = null!;

    internal Dictionary<string, StaffMember> Colleagues { get; } = new(StringComparer.Ordinal);

    /// <summary>A case on which nearly everything has happened.</summary>
    internal Case Rich { get; private set; } = null!;

    internal Case Broken { get; private set; } = null!;

    internal Case Waiting { get; private set; } = null!;

    internal Case Closed { get; private set; } = null!;

    internal Case Merged { get; private set; } = null!;

    /// <summary>Its honest notice waits for approval.</summary>
    internal Case ForApproval { get; private set; } = null!;

    /// <summary>Words as long and as unbroken as people type them.</summary>
    internal Case Long { get; private set; } = null!;

    public ValueTask InitializeAsync() => default;

    /// <summary>The program; made when the first test asks.</summary>
    internal async Task<KeptApp> StartAsync()
    {
        await once.WaitAsync();
        try
        {
            return app ??= await FillAsync(await KeptApp.StartAsync(options => options.Start = Monday));
        }
        finally
        {
            once.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.DisposeAsync();
        }

        once.Dispose();
    }

    private async Task<KeptApp> FillAsync(KeptApp desk)
    {
        Lena = await desk.AddColleagueAsync("Lena Hartmann", StaffRole.Lead);
        foreach (var (language, name) in new[] { ("en", "Mira Kovač"), ("de", "Jonas Berger"), ("hr", "Ana Horvat"), ("hu", "Dóra Szabó") })
        {
            Colleagues[language] = await desk.AddColleagueAsync(name, language: language);
        }

        var rosa = await desk.AddColleagueAsync("Rosa Pereira", team: "schools");
        await FirstDayAsync(desk, rosa);
        await desk.AdvanceToAsync(Instant.FromUtc(2026, 2, 27, 10, 12));
        await OnFridayAsync(desk);
        await desk.AdvanceToAsync(Instant.FromUtc(2026, 3, 2, 14, 5));
        await OnMondayAsync(desk);
        await desk.AdvanceToAsync(Instant.FromUtc(2026, 3, 4, 9, 40));
        await OnWednesdayAsync(desk);
        await desk.AdvanceAsync(Duration.FromHours(1));
        return desk;
    }

    private async Task FirstDayAsync(KeptApp desk, StaffMember rosa)
    {
        Rich = await desk.ReceiveAsync("fly-tipping", """
            {"what":["furniture"],"size":"van","where":{"address":"Lane behind Mill School","words":"By the green gate","lat":51.52341,"lon":-0.1182},
             "blocks":true,"seen":true,"who":"A white van, yesterday after dark. I did not see the number.","more":"Two mattresses and a sofa. Children pass here on their way to school."}
            """, new("Ada Eden", "ada@example.org", "07700 900123"));
        ForApproval = await desk.ReceiveAsync("school-place", "{}", new("Farid Nasser", "farid@example.org", "07700 900456"), "School place for September");
        await desk.DoAsync<TakeCase>(take => take.HandleAsync(new(ForApproval.Reference, null, By.Staff(rosa.Id)), default));
        Broken = await desk.ReceiveAsync("abandoned-vehicle", """{"type":"van","where":{"address":"Station Road, by the bridge"},"since":"weeks"}""", new("Bo Lind", "bo@example.org", null));
        await desk.AdvanceAsync(Duration.FromHours(2));
        foreach (var (language, street) in new[] { ("en", "4 Weir Street"), ("de", "18 Canal Walk"), ("hr", "Chapel Yard"), ("hu", "61 High Street") })
        {
            var today = await desk.DumpedAsync(street);
            await desk.DoAsync<TakeCase>(take => take.HandleAsync(new(today.Reference, null, By.Staff(Colleagues[language].Id)), default));
            await desk.DoAsync<TakeCase>(take => take.HandleAsync(new(Rich.Reference, null, By.Staff(Colleagues[language].Id)), default));
        }

        await desk.DoAsync<HandOver>(give => give.HandleAsync(
            new(Rich.Reference, null, By.Staff(Colleagues["hu"].Id), "street-care", Colleagues["en"].Id, "You know the lane, and the school has rung you before."), default));
    }

    private async Task OnFridayAsync(KeptApp desk)
    {
        var mira = By.Staff(Colleagues["en"].Id);
        await desk.DoAsync<LogContact>(log => log.HandleAsync(new(Rich.Reference, mira, Channel.Phone, true, false, null, Rich.Reporter?.Id), default));
        await desk.DoAsync<ProposeWords>(propose => propose.HandleAsync(
            new(Rich.Reference, mira, ProposalKind.Message, "Good morning Ada, the big van comes on Friday between nine and twelve. Please keep the gate open.", "Drafts answers"), default));
        await desk.DoAsync<ProposeWords>(propose => propose.HandleAsync(
            new(Rich.Reference, mira, ProposalKind.Note, "Two more reports within 100 metres since Monday.", "Drafts answers"), default));
        await desk.DoAsync<AddNote>(note => note.HandleAsync(new(Rich.Reference, mira, "The key of the green gate is with the caretaker, Mr Doyle."), default));
        await desk.DoAsync<FollowCase>(follow => follow.HandleAsync(new(Rich.Reference, By.Resident, new("Grace Okoro", "grace@example.org", null), "de"), default));
        Waiting = await desk.ReceiveAsync("graffiti", """{"hateful":false,"surface":"private","where":{"address":"Old Library, Market Place"}}""", new("Noor Khan", "noor@example.org", null));
        await desk.DoAsync<TakeCase>(take => take.HandleAsync(new(Waiting.Reference, null, mira), default));
        await desk.DoAsync<PauseCase>(pause => pause.HandleAsync(new(Waiting.Reference, null, mira, "Who owns the wall? Please send us the name of the owner."), default));
        Closed = await desk.DumpedAsync("Riverside car park");
        await desk.DoAsync<CloseCase>(close => close.HandleAsync(new(Closed.Reference, null, mira, Outcome.Fixed, "Cleared this morning."), default));
        Merged = await desk.DumpedAsync("Mill School");
        await desk.DoAsync<MergeCase>(merge => merge.HandleAsync(new(Merged.Reference, null, mira, Rich.Reference), default));
    }

    private async Task OnMondayAsync(KeptApp desk)
    {
        var mira = By.Staff(Colleagues["en"].Id);
        await desk.DoAsync<RecordVisit>(visit => visit.HandleAsync(
            new(Rich.Reference, null, mira, desk.Now, Done: false, "van-full", "The van was full. We come back with a bigger one."), default));
        await desk.DoAsync<MakePromise>(promise => promise.HandleAsync(
            new(Rich.Reference, null, mira, new LocalDate(2026, 3, 5), "I ring you on Thursday and tell you on which day the big van comes."), default));
        await desk.DoAsync<WriteToResident>(write => write.HandleAsync(new(Rich.Reference, mira, "Thank you for the photo. It helps us to bring the right van."), default));
        Long = await desk.ReceiveAsync("graffiti", new JsonObject
        {
            ["hateful"] = true,
            ["surface"] = "unknown",
            ["where"] = new JsonObject { ["words"] = "Donaudampfschifffahrtsgesellschaftskapitänswitwenwohnung" + new string('x', 60) + " behind the third garage on the left when coming from the old bus station, opposite the bakery" },
        }.ToJsonString(), new("Maximiliane-Theodora von Hohenstein-Wittgenstein", "maximiliane.theodora.von.hohenstein-wittgenstein@a-very-long-domain-name.example.org", null));
    }

    private async Task OnWednesdayAsync(KeptApp desk)
    {
        var streets = new[] { "Abbey Close", "Baker Street", "Castle Hill", "Dove Lane", "Elm Grove", "Ferry Road", "Garden Mews", "Harbour Street", "Ivy Walk", "Jubilee Square" };
        foreach (var number in Enumerable.Range(0, 28))
        {
            await desk.DumpedAsync((number + 2).ToString(CultureInfo.InvariantCulture) + " " + streets[number % streets.Length]);
        }

        await desk.DoAsync<AddInformation>(add => add.HandleAsync(
            new(Rich.Reference, By.Resident, Channel.Web, "Somebody has put three black bags beside the sofa since yesterday.", []), default));
    }
}
