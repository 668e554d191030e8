using System.Net;
using Kept.Cases;
using Kept.Cases.CloseCase;
using Kept.Domain.Cases;
using Kept.Surveys;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Kept.Tests.Administration;
using Kept.Tests.Desk;
using Kept.Tests.Desk.Api;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Tracking;

/// <summary>What a resident may do, done by a program that has the link of the case and no key.</summary>
public sealed class ResidentApiTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Words_and_photos_are_added_once_and_the_address_is_confirmed(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var program = ApiProgram.Nobody(app);
        var about = await app.ReceiveAsync();
        var token = about.Followers[0].Secret.Text;
        var at = $"/api/v1/cases/{about.Reference}/resident";

        await program.PostAsync($"{at}/information?token={token}", """{"words":"It is still growing."}""", key: "k");
        await program.PostAsync($"{at}/information?token={token}", """{"words":"It is still growing."}""", key: "k");
        program.Answer.Headers.Contains("Idempotency-Replayed").ShouldBeTrue();
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Kept.Tests.Files.Sample.Bytes("picture.png")), "files", "more.png" } };
        await program.PostFormAsync($"{at}/information?token={token}", form);

        (await app.EventsAsync(about)).Count(line => line.Kind == EventKind.InformationAdded).ShouldBe(2);
        (await app.ReadAsync(db => db.ConfirmedAddresses.CountAsync(Cancellation))).ShouldBe(1);
        await program.PutAsync($"{at}/confirmation?token={token}", "", HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Too_much_is_refused_as_too_much_also_when_its_length_is_not_said()
    {
        await using var app = await KeptApp.StartAsync();
        using var program = ApiProgram.Nobody(app);
        var about = await app.ReceiveAsync();
        var address = $"/api/v1/cases/{about.Reference}/resident/information?token={about.Secret.Text}";
        using var files = new MultipartFormDataContent { { new ByteArrayContent(new byte[Kept.Files.FileLimits.Default.MaxRequestBytes + 1]), "files", "more.png" } };
        var request = Kept.Tests.Open311.TooLargeTests.SaysNoLength(address, files);
        request.Headers.Add("Idempotency-Key", "k");

        await program.SendAsync(request, HttpStatusCode.RequestEntityTooLarge);

        (await app.EventsAsync(about)).ShouldNotContain(line => line.Kind == EventKind.InformationAdded);
        (await app.ReadAsync(db => db.Set<Kept.Files.StoredFile>().CountAsync(Cancellation))).ShouldBe(0);
    }

    [Theory, Databases]
    public async Task What_was_closed_is_said_not_to_be_fixed_and_then_taken_back(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var program = ApiProgram.Nobody(app);
        var mira = await app.AddColleagueAsync("Mira Kovač");
        var about = await app.ReceiveAsync();
        var at = $"/api/v1/cases/{about.Reference}/resident";
        await app.DoAsync<CloseCase>(close => close.HandleAsync(new CloseCaseInput(about.Reference, null, By.Staff(mira.Id), Outcome.Fixed, "Done.", []), Cancellation));

        await program.PostAsync($"{at}/not-fixed?token={about.Secret.Text}", """{"words":"Half of it is there."}""");
        program.Field("state").ShouldBe("open");
        await program.PostAsync($"{at}/withdraw?token={about.Secret.Text}", """{"words":null}""");
        program.Field("state").ShouldBe("closed");
        await program.PostAsync($"{at}/withdraw?token={about.Secret.Text}", """{"words":null}""", HttpStatusCode.UnprocessableEntity);
        await program.PostAsync($"{at}/stop?token={about.Secret.Text}");

        var now = await app.NowAsync(about);
        (now.Outcome, now.Followers[0].IsFollowing).ShouldBe((Outcome.Withdrawn, false));
    }

    [Fact]
    public async Task A_wrong_token_and_that_of_another_case_open_nothing_and_who_only_follows_takes_nothing_back()
    {
        await using var app = await KeptApp.StartAsync();
        using var program = ApiProgram.Nobody(app);
        var (about, other) = (await app.ReceiveAsync(), await app.ReceiveAsync());
        using var mira = await ApiProgram.OfMiraAsync(app);
        await mira.PostAsync($"/api/v1/cases/{about.Reference}/people", """{"mail":"bea@example.org","language":"en"}""");
        var follower = (await app.NowAsync(about)).Followers.Single(person => !person.Reporter).Secret.Text;

        foreach (var path in new[] { "information", "withdraw", "not-fixed", "stop" })
        {
            foreach (var token in new[] { "", "x", other.Secret.Text })
            {
                await program.PostAsync($"/api/v1/cases/{about.Reference}/resident/{path}?token={token}", path == "stop" ? null : """{"words":"x"}""", HttpStatusCode.NotFound);
                program.Code.ShouldBe("no-case");
            }
        }

        await program.PutAsync($"/api/v1/cases/{about.Reference}/resident/confirmation?token=x", "", HttpStatusCode.NotFound);
        await program.PostAsync($"/api/v1/cases/{about.Reference}/resident/withdraw?token={follower}", """{"words":"x"}""", HttpStatusCode.NotFound);
        (await app.NowAsync(about)).State.ShouldNotBe(CaseState.Closed);
    }

    [Theory, Databases]
    public async Task The_question_after_the_close_is_answered_and_a_no_opens_the_case(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var program = ApiProgram.Nobody(app);
        var mira = await app.AddColleagueAsync("Mira Kovač");
        var about = await app.ReceiveAsync();
        await app.DoAsync<CloseCase>(close => close.HandleAsync(new CloseCaseInput(about.Reference, null, By.Staff(mira.Id), Outcome.Fixed, "Done.", []), Cancellation));
        await app.AdvanceAsync(Duration.FromDays(10));
        var secret = (await app.ReadAsync(db => db.Set<Survey>().SingleAsync(Cancellation))).Secret.Text;

        await program.GetAsync($"/api/v1/surveys/{secret}?lang=de");
        program.Json["answers"]!.AsArray().Select(answer => answer!["code"]!.GetValue<string>()).ShouldBe(["yes", "no", "unsure"]);
        (program.Json["given"], program.Json["what"]!.GetValue<string>().Contains(about.Reference.ToString(), StringComparison.Ordinal)).ShouldBe((null, true));
        await program.GetAsync("/api/v1/surveys/Jc3mVb6yQk2sT8wXn1Rz4A", HttpStatusCode.NotFound);
        await program.PostAsync($"/api/v1/surveys/{secret}", """{"answer":"maybe"}""", HttpStatusCode.BadRequest);
        await program.PostAsync($"/api/v1/surveys/{secret}", """{"answer":"no","comment":"Half of it."}""", key: "k");
        program.Json["reopened"]!.GetValue<bool>().ShouldBeTrue();
        await program.PostAsync($"/api/v1/surveys/{secret}", """{"answer":"no","comment":"Half of it."}""", key: "k");
        program.Json["reopened"]!.GetValue<bool>().ShouldBeTrue("the first answer again");
        await program.PostAsync("/api/v1/surveys/Jc3mVb6yQk2sT8wXn1Rz4A", """{"answer":"no"}""", HttpStatusCode.NotFound);

        (await app.NowAsync(about)).Reopened.ShouldBe(1);
        (await program.GetAsync($"/api/v1/surveys/{secret}")).Json["given"]!.GetValue<string>().ShouldBe("no");
    }
}
