using Kept.Cases;
using Kept.Cases.HandOver;
using Kept.Domain.Cases;
using Kept.Forwarding;
using Kept.Forwarding.Exchange.RetryForward;
using Kept.Staff;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Kept.Tests.Desk;
using Microsoft.AspNetCore.Http;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Forwarding;

/// <summary>What is added to a case while its partner answers late, wrongly or not at all.</summary>
public sealed class PartnersInTroubleTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("500")]
    [InlineData("html")]
    [InlineData("slow")]
    public async Task After_a_lost_answer_the_same_goes_again_under_the_same_name_and_later_words_wait_for_it(string how)
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(options => other.Configure(options));
        var reference = Reference.Parse(await ForwardCases.PotholeAsync(app));
        await app.RunDueWorkAsync();
        other.AnswerTold = context => SendForwardsTests.TroubleAsync(context, how);
        await ForwardCases.AddAsync(app, reference, "First");
        await ForwardCases.AddAsync(app, reference, "Second");
        await app.RunDueWorkAsync();
        other.Told.ShouldHaveSingleItem();
        (await ForwardCases.ToldAsync(app))[0].State.ShouldBe(OwnUpdateState.Waiting);

        other.AnswerTold = null;
        await app.AdvanceAsync(Duration.FromMinutes(3));

        other.Told.Select(told => told["description"].ToString()).ShouldBe(["First", "First", "Second"]);
        other.Told.Select(told => told["update_id"].ToString()).Distinct().Count().ShouldBe(2);
        (await ForwardCases.ToldAsync(app)).ShouldAllBe(update => update.State == OwnUpdateState.Taken);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<service_request_updates/>")]
    [InlineData("[]")]
    public async Task A_yes_without_a_number_is_a_yes_and_nothing_is_said_twice(string answer)
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(options => other.Configure(options));
        var reference = Reference.Parse(await ForwardCases.PotholeAsync(app));
        await app.RunDueWorkAsync();
        other.AnswerTold = context => context.Response.WriteAsync(answer);
        await ForwardCases.AddAsync(app, reference, "First");
        await app.AdvanceAsync(Duration.FromHours(1));

        other.Told.ShouldHaveSingleItem();
        (await ForwardCases.ToldAsync(app)).ShouldHaveSingleItem().State.ShouldBe(OwnUpdateState.Taken);
    }

    [Theory, Databases]
    public async Task What_they_refuse_is_shown_told_to_the_owner_once_and_sent_again_when_an_agent_says_so(Database database)
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(database, options => other.Configure(options));
        var reference = Reference.Parse(await ForwardCases.PotholeAsync(app));
        var mira = await app.AddColleagueAsync("Mira Kovač", team: "highways", language: "de");
        await app.WithAsync<TakeCase>(take => take.HandleAsync(new(reference, null, By.Staff(mira.Id)), Cancel));
        other.AnswerTold = context =>
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return context.Response.WriteAsync("<errors><error><code>400</code><description>No <![CDATA[<i>such</i>]]> request</description></error></errors>");
        };
        await ForwardCases.AddAsync(app, reference, "Mind the cable");
        await app.AdvanceAsync(Duration.FromHours(3));

        other.Told.ShouldHaveSingleItem();
        var mail = app.Mailbox.OnlyTo(mira.Mail);
        mail.Subject.ShouldBe($"Nicht übermittelt: {reference}");
        mail.Text.ShouldContain("No <i>such</i> request");
        var desk = await app.SignInAsync(mira);
        await desk.GoAsync(await app.OnlyCaseAsync());
        desk.Page.Text.ShouldContain("No <i>such</i> request");
        other.AnswerTold = null;
        await desk.PressAsync("Noch einmal versuchen");
        await app.RunDueWorkAsync();
        (await ForwardCases.ToldAsync(app)).ShouldHaveSingleItem().State.ShouldBe(OwnUpdateState.Taken);
    }

    [Fact]
    public async Task Nothing_is_told_before_they_have_the_case_or_after_they_gave_it_back_or_where_the_setting_says_no()
    {
        await using var other = await OtherServer.StartAsync();
        other.Takes = false;
        other.Post = context => SendForwardsTests.TroubleAsync(context, "500");
        await using var app = await KeptApp.StartAsync(options => other.Configure(options));
        var reference = Reference.Parse(await ForwardCases.PotholeAsync(app));
        await ForwardCases.AddAsync(app, reference, "Early");
        await app.AdvanceAsync(Duration.FromMinutes(10));
        other.Told.ShouldBeEmpty();

        (other.Takes, other.Post) = (true, null);
        await app.AdvanceAsync(Duration.FromHours(4));
        other.Told.ShouldHaveSingleItem()["description"].ToString().ShouldBe("Early");
        other.Status = "NOT_COUNCILS_RESPONSIBILITY";
        await app.AdvanceAsync(Duration.FromHours(26));
        await ForwardCases.AddAsync(app, reference, "Late");
        await app.AdvanceAsync(Duration.FromMinutes(5));
        other.Told.Count.ShouldBe(1);
        (await ForwardCases.ToldAsync(app)).Count.ShouldBe(1);

        await using var silent = await KeptApp.StartAsync(options =>
        {
            other.Configure(options);
            options.Settings["Forwarding:Partners:county:SendUpdates"] = "false";
        });
        await ForwardCases.AddAsync(silent, Reference.Parse(await ForwardCases.PotholeAsync(silent)), "Nobody hears");
        (await ForwardCases.ToldAsync(silent)).ShouldBeEmpty();
    }

    [Theory, Databases]
    public async Task What_nobody_could_be_told_for_three_days_is_for_the_owner(Database database)
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(database, options => other.Configure(options));
        var reference = Reference.Parse(await ForwardCases.PotholeAsync(app));
        var lead = await app.AddColleagueAsync("Hanna Lindqvist", StaffRole.Lead, (await ForwardCases.OnlyAsync(app)).Team);
        await app.RunDueWorkAsync();
        other.AnswerTold = context => SendForwardsTests.TroubleAsync(context, "500");
        await ForwardCases.AddAsync(app, reference, "Unheard");

        await app.AdvanceAsync(Duration.FromHours(75));

        (await ForwardCases.ToldAsync(app)).ShouldHaveSingleItem().State.ShouldBe(OwnUpdateState.Failed);
        app.Mailbox.To(lead.Mail).Count(mail => mail.Subject == $"Not passed on: {reference}").ShouldBe(1, "nobody owns it, so the head of the team is told");
    }

    [Fact]
    public async Task An_agent_of_one_case_sends_nothing_of_another_again()
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(options => other.Configure(options));
        var reference = Reference.Parse(await ForwardCases.PotholeAsync(app));
        await ForwardCases.AddAsync(app, reference, "x");
        other.AnswerTold = context =>
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        };
        await app.RunDueWorkAsync();
        var failed = (await ForwardCases.ToldAsync(app)).ShouldHaveSingleItem();
        failed.State.ShouldBe(OwnUpdateState.Failed);
        var mira = await app.AddColleagueAsync("Mira Kovač");
        var foreign = await app.ReceiveAsync();

        var outcome = await app.WithAsync<RetryForward, CaseOutcome>(
            retry => retry.HandleAsync(new(foreign.Reference, By.Staff(mira.Id), failed.Id), Cancel));

        outcome.ShouldBeOfType<CaseOutcome.Refused>().TextKey.ShouldBe("forwardUnknown");
        (await ForwardCases.ToldAsync(app)).Single().State.ShouldBe(OwnUpdateState.Failed);
    }
}
