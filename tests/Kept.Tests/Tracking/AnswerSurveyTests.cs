using System.Net;
using Kept.Surveys;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.Visits;
using Kept.Tests.Reports;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Tracking;

/// <summary>One question, five days after the close.</summary>
public sealed class AnswerSurveyTests
{
    private const string Mail = "ada@example.org";

    [Theory, Databases]
    public async Task Looking_at_an_answer_changes_nothing_and_sending_it_does(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var ada = await AskedAsync(app);

        await ada.GoAsync(app.Mailbox.LastTo(Mail).Link("No, it is not done"));
        await ada.GoAsync(app.Mailbox.LastTo(Mail).Link("Yes, it is done"));
        (await app.ReadAsync(db => db.Set<Survey>().SingleAsync())).Answer.ShouldBeNull("a scanner of mails opens links too");
        ada.Page.Says("Press once more to send your answer.").ShouldBeTrue("without script nothing is sent yet");
        await ada.PressAsync("Yes, it is done");

        ada.Page.Says("We are glad that it is done.").ShouldBeTrue();
        (await app.ReadAsync(db => db.Cases.SingleAsync())).IsClosed.ShouldBeTrue();
        await ada.Fill("Do you want to tell us more?", "Quick work").PressAsync("Send");
        ada.Page.Says("What you wrote is kept with the case.").ShouldBeTrue();
        (await app.ReadAsync(db => db.Set<Survey>().SingleAsync())).Comment.ShouldBe("Quick work");
    }

    [Theory, Databases]
    public async Task No_opens_the_case_again_once_however_often_it_is_sent(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var ada = await AskedAsync(app);
        await ada.GoAsync(app.Mailbox.LastTo(Mail).Link("No, it is not done"));

        await ada.PressTwiceAsync("No, it is not done");

        (await app.ReadAsync(db => db.Cases.SingleAsync())).Reopened.ShouldBe(1);
        (await app.ReadAsync(db => db.Cases.SingleAsync())).IsClosed.ShouldBeFalse();
    }

    [Theory, Databases]
    public async Task An_answer_can_be_changed_and_the_change_to_no_opens_the_case_again(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var ada = await AskedAsync(app);
        await ada.GoAsync(app.Mailbox.LastTo(Mail).Link("Yes, it is done"));
        await ada.PressAsync("Yes, it is done");

        await ada.FollowAsync("Change my answer");
        await ada.Choose("No, it is not done").PressAsync("Send my answer");

        ada.Page.Says("We have opened the case again").ShouldBeTrue();
        (await app.ReadAsync(db => db.Cases.SingleAsync())).Reopened.ShouldBe(1);
    }

    [Theory, Databases]
    public async Task Of_answers_that_pages_send_by_themselves_the_first_counts_and_a_tap_corrects_it(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var ada = await AskedAsync(app);
        var (yes, no) = (app.Mailbox.LastTo(Mail).Link("Yes, it is done"), app.Mailbox.LastTo(Mail).Link("No, it is not done"));
        (await ada.GoAsync(yes)).Document.QuerySelector("form#tapped").ShouldNotBeNull();
        await SendByItselfAsync(ada, "yes");

        (await ada.GoAsync(no)).Document.QuerySelector("form#tapped").ShouldBeNull("there is an answer, so a tap is asked for");
        await SendByItselfAsync(ada, "no");

        (await app.ReadAsync(db => db.Set<Survey>().SingleAsync())).Answer.ShouldBe(SurveyAnswer.Yes);
        (await app.ReadAsync(db => db.Cases.SingleAsync())).IsClosed.ShouldBeTrue();
        ada.Page.Says("Your answer: “Yes, it is done”.").ShouldBeTrue();
        await ada.PressAsync("No, it is not done");
        (await app.ReadAsync(db => db.Cases.SingleAsync())).IsClosed.ShouldBeFalse();
    }

    [Fact]
    public async Task It_is_asked_once_and_not_while_the_case_is_open_again()
    {
        await using var app = await KeptApp.StartAsync();
        var ada = app.Visitor();
        await FlyTipping.SendAsync(ada, mail: Mail);
        await app.RunDueWorkAsync();
        await app.CloseOnlyCaseAsync();
        await app.AdvanceAsync(Duration.FromDays(2));
        await ada.GoAsync(app.Mailbox.LastTo(Mail).Links[0]);
        await ada.PressAsync("It is not fixed");
        app.Mailbox.Clear();

        await app.AdvanceAsync(Duration.FromDays(7));

        app.Mailbox.To(Mail).ShouldAllBe(mail => !mail.Subject.Contains("really done"));
    }

    /// <summary>What the script of the page does.</summary>
    private static Task<Page> SendByItselfAsync(Visitor ada, string answer) => ada.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, ada.Page.Address)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["Answer"] = answer,
                ["ByItself"] = "true",
                ["__RequestVerificationToken"] = ada.Page.Find("input[name=__RequestVerificationToken]").GetAttribute("value")!,
            }),
        },
        HttpStatusCode.OK);

    private static async Task<Visitor> AskedAsync(KeptApp app)
    {
        var ada = app.Visitor();
        await FlyTipping.SendAsync(ada, mail: Mail);
        await app.RunDueWorkAsync();
        await app.CloseOnlyCaseAsync();
        await app.RunDueWorkAsync();
        app.Mailbox.Clear();
        await app.AdvanceAsync(Duration.FromDays(5));
        app.Mailbox.OnlyTo(Mail).Subject.ShouldContain("Is it really done?");
        return ada;
    }
}
