using Kept.Browser.Tests.Windows;
using Kept.Domain.Cases;
using Kept.Domain.Partners;
using Kept.Files;
using Kept.Forwarding;
using Kept.Outside;
using Kept.Storage;
using Kept.Testing;
using Kept.Testing.People;
using NodaTime;
using Xunit;

namespace Kept.Browser.Tests.Desk;

/// <summary>The page of a case that was given to others: one works on it and was told more, one gave it back, one could not be reached.</summary>
public sealed class ForwardPanelTests(Chromium chromium)
{
    [Theory, Views]
    public async Task What_was_given_to_others_and_what_they_said(View view)
    {
        await using var app = await KeptApp.StartAsync(options =>
        {
            foreach (var (partner, name) in new[] { ("county", "County Highways"), ("sweepers", "Riverside Cleaning Ltd") })
            {
                options.Settings[$"Forwarding:Partners:{partner}:Name"] = name;
                options.Settings[$"Forwarding:Partners:{partner}:Address"] = "https://311.partner.example/open311/v2";
            }
        });
        var colleague = await app.AddColleagueAsync("Mira Kovač", language: view.Language);
        var about = await app.DumpedAsync("4 Weir Street");
        await app.WithAsync<KeptDb>(async db =>
        {
            db.AddRange(Rows(app, about.Id));
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        });

        await using var window = await chromium.OpenAsync(app, view);
        await window.SignInAsync(colleague, about.DeskAddress());
        await window.CheckAsync("case-forwarded");
    }

    private static IEnumerable<object> Rows(KeptApp app, CaseId about)
    {
        var works = Sent(app, about, "county", "HW-2026-000817");
        works.Heard(WorkStatus.ActionScheduled, app.Now - Duration.FromHours(1));
        yield return works;
        yield return new ForwardUpdate(app.NewId(), works.Id, "1", app.Now - Duration.FromHours(5), app.Now, WorkStatus.Investigating, null);
        yield return new ForwardUpdate(app.NewId(), works.Id, "1a", app.Now - Duration.FromHours(4), app.Now, null, "The stones come from Wales.") { Given = "AWAITING_KERBSTONES" };
        yield return new ForwardUpdate(
            app.NewId(), works.Id, "2", app.Now - Duration.FromHours(1), app.Now, WorkStatus.ActionScheduled, "A crew with a crane comes on Thursday. The lane is closed from 9 to 11.");
        foreach (var told in Told(app, works.Id))
        {
            yield return told;
        }

        var back = Sent(app, about, "sweepers", "77");
        back.Heard(WorkStatus.NotCouncilsResponsibility, app.Now - Duration.FromMinutes(20));
        yield return back;
        yield return new ForwardUpdate(app.NewId(), back.Id, "3", app.Now - Duration.FromMinutes(20), app.Now, WorkStatus.NotCouncilsResponsibility, "Private land behind the gate.");
        var failed = new Forward(app.NewId(), about, "county", app.Now - Duration.FromDays(1));
        failed.WasRefused("service_code is not known to us: " + new string('x', 120));
        yield return failed;
        yield return NotFetched(app, about, "http://photos.partner.example/2026/03/hole-in-the-lane-seen-from-the-school.jpg", MediaState.Refused, OutsideTrouble.BadAddress);
        yield return NotFetched(app, about, "https://photos.partner.example/2026/03/4711.jpg", MediaState.GivenUp, OutsideTrouble.NotReached);
    }

    private static PartnerMedia NotFetched(KeptApp app, CaseId about, string address, MediaState state, OutsideTrouble why)
    {
        var media = new PartnerMedia(app.NewId(), about, address, FilePurpose.Report, isPublic: false, app.Now);
        media.End(state, why.ToString());
        return media;
    }

    private static IEnumerable<OwnUpdate> Told(KeptApp app, long forward)
    {
        const string Sent = "update_id: 815\nservice_request_id: HW-2026-000817\nstatus: OPEN\ndescription: There is glass in it now.\nmedia_url: https://kept.example.org/files/7/abcdefghijklmnopqrstuvwx";
        var taken = new OwnUpdate(app.NewId(), forward, null, WorkStatus.Open, app.Now - Duration.FromHours(4), []);
        taken.WasTaken(Sent, "9001", app.Now - Duration.FromHours(4));
        yield return taken;
        var failed = new OwnUpdate(app.NewId(), forward, null, WorkStatus.Closed, app.Now - Duration.FromHours(2), []);
        failed.WasRefused(Sent, "This request is closed: " + new string('x', 90));
        yield return failed;
        var waiting = new OwnUpdate(app.NewId(), forward, null, WorkStatus.Reopen, app.Now - Duration.FromHours(1), []);
        waiting.WasNotTaken(Sent, app.Now, "They could not be reached.");
        yield return waiting;
    }

    private static Forward Sent(KeptApp app, CaseId about, string partner, string theirId)
    {
        var forward = new Forward(app.NewId(), about, partner, app.Now - Duration.FromHours(6));
        forward.Sending("service_code: RUBBISH\naddress_string: 4 Weir Street\ndescription: Furniture or a mattress, 4 Weir Street\nOur reference: K7QF-3M9T");
        forward.WasTaken(theirId, app.Now - Duration.FromHours(6));
        return forward;
    }
}
