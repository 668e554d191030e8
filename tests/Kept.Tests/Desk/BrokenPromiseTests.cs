using System.Net;
using Kept.Cases;
using Kept.Cases.HandOver;
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

    /// <summary>A case whose promise broke at its due instant, owned by this agent.</summary>
    private static async Task<Domain.Cases.Case> BrokenAsync(KeptApp app, StaffMember owner)
    {
        var about = await app.ReceiveAsync(service: NeedsApproval);
        await app.DoAsync<TakeCase>(take => take.HandleAsync(new TakeCaseInput(about.Reference, null, By.Staff(owner.Id)), default));
        await app.AdvanceToAsync(about.CurrentPromise!.Due + Duration.FromMinutes(1));
        return about;
    }
}
