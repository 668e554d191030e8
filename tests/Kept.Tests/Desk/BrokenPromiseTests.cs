using System.Net;
using Kept.Cases;
using Kept.Cases.HandOver;
using Kept.Domain.Cases;
using Kept.Domain.Promises;
using Kept.Staff;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Desk;

/// <summary>A promise broke under a service whose notices somebody has to approve.</summary>
public sealed class BrokenPromiseTests
{
    private const string NeedsApproval = "school-place";

    [Theory, Databases]
    public async Task The_owner_finds_words_and_date_prepared_and_sends_them(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var member = await app.AddColleagueAsync("Rosa Pereira", StaffRole.Agent, "schools");
        var about = await BrokenAsync(app, member);
        var rosa = await app.SignInAsync(member);

        var page = await rosa.GoAsync(about.DeskAddress());
        page.Says("This promise broke, and the resident has not been told").ShouldBeTrue();
        page.Find("#Approve_Reason").TextContent.Trim().ShouldNotBeEmpty();
        await rosa.PressAsync("Approve and send");

        rosa.Page.Says("The notice is on its way.").ShouldBeTrue();
        var now = await app.NowAsync(about);
        now.Promises.Count(promise => promise.State == PromiseState.Broken).ShouldBe(1);
        now.Promises.Count(promise => promise.IsOpen).ShouldBe(1);
        await app.RunDueWorkAsync();
        app.Mailbox.LastTo("ada@example.org").Subject.ShouldContain("We did not keep our promise");
    }

    [Theory, Databases]
    public async Task A_lead_may_send_it_and_any_other_colleague_may_not(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var about = await BrokenAsync(app, await app.AddColleagueAsync("Rosa Pereira", StaffRole.Agent, "schools"));
        var other = await app.SignInAsync(await app.AddColleagueAsync("Mira Kovač"));
        var broken = (await app.NowAsync(about)).Promises.Single(promise => promise.State == PromiseState.Broken);

        var page = await other.GoAsync(about.DeskAddress());
        page.Says("The owner or a lead has to approve this notice").ShouldBeTrue();
        page.HasButton("Approve and send").ShouldBeFalse();
        await other.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, new Uri(page.Address, about.DeskAddress() + "/approve"))
            {
                Content = new FormUrlEncodedContent(new Dictionary<string, string>
                {
                    ["__RequestVerificationToken"] = page.Find("input[name=__RequestVerificationToken]").GetAttribute("value")!,
                    ["Approve.Promise"] = broken.Id.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    ["Approve.Date"] = "2027-03-20",
                    ["Approve.Reason"] = "Because",
                }),
            },
            HttpStatusCode.UnprocessableEntity);
        (await app.NowAsync(about)).Promises.ShouldNotContain(promise => promise.IsOpen);

        var lead = await app.SignInAsync(await app.AddColleagueAsync("Grace Mensah", StaffRole.Lead, "customer-care"));
        await lead.GoAsync(about.DeskAddress());
        await lead.PressAsync("Approve and send");
        (await app.NowAsync(about)).Promises.ShouldContain(promise => promise.IsOpen);
    }

    [Theory, Databases]
    public async Task What_the_lead_and_the_page_say_about_who_was_told_is_so(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var lead = await app.AddColleagueAsync("Lena Fischer", StaffRole.Lead);
        var written = await app.ReceiveAsync();
        var phoned = await app.ReceiveAsync(details: new ContactDetails("Bo", Phone: "07700 900555"));
        var nobody = await app.ReceiveAsync(details: new ContactDetails());
        await app.AdvanceToAsync(written.CurrentPromise!.Due + Duration.FromMinutes(1));
        await app.RunDueWorkAsync();

        Broken(app, lead, written).ShouldContain("A mail with this new promise is on its way to the resident:");
        Broken(app, lead, phoned).ShouldContain("nobody has told them. Ring them:");
        Broken(app, lead, phoned).ShouldContain("07700 900555");
        Broken(app, lead, nobody).ShouldContain("Nobody can be told");
        var desk = await app.SignInAsync(lead);
        (await desk.GoAsync(written.DeskAddress())).Says("Sent on").ShouldBeTrue();
        (await desk.GoAsync(phoned.DeskAddress())).Says("there is no mail address. Nobody has told them this.").ShouldBeTrue();
        desk.Page.Says("Promised last").ShouldBeTrue();
        desk.Page.Says("Told last").ShouldBeFalse();
        (await desk.GoAsync(phoned.DeskAddress() + "?done=revise")).Says("The new date is given. Nobody was written to: there is no mail address.").ShouldBeTrue();
        (await desk.GoAsync(written.DeskAddress() + "?done=revise")).Says("everybody who follows the case gets a message").ShouldBeTrue();
        desk.Page.Says("The rules have changed since").ShouldBeFalse("the new date has the time of the policy, and no rule was edited");
        (await desk.GoAsync((await app.ReceiveAsync(details: new ContactDetails())).DeskAddress())).Says("This was told when it came in.").ShouldBeTrue();
    }

    /// <summary>What the lead is told of it, without the line breaks of a mail.</summary>
    private static string Broken(KeptApp app, StaffMember lead, Domain.Cases.Case about)
    {
        var mail = app.Mailbox.To(lead.Email!).Last(mail => mail.Subject == $"Promise broken: {about.Reference}");
        return string.Join(' ', mail.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>A case whose promise broke at its due instant, owned by this agent.</summary>
    private static async Task<Domain.Cases.Case> BrokenAsync(KeptApp app, StaffMember owner)
    {
        var about = await app.ReceiveAsync(service: NeedsApproval);
        await app.DoAsync<TakeCase>(take => take.HandleAsync(new TakeCaseInput(about.Reference, null, By.Staff(owner.Id)), default));
        await app.AdvanceToAsync(about.CurrentPromise!.Due + Duration.FromMinutes(1));
        return about;
    }
}
