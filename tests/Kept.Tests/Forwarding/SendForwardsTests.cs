using Kept.Forwarding;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Forwarding;

public sealed class SendForwardsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task A_case_goes_to_whoever_does_the_work_without_who_reported_it(Database database)
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(database, options => other.Configure(options));
        var reference = await ForwardCases.PotholeAsync(app);
        other.Taken.ShouldBeEmpty();

        await app.RunDueWorkAsync();

        var taken = other.Taken.ShouldHaveSingleItem();
        taken["api_key"].ToString().ShouldBe("their-key");
        taken["service_code"].ToString().ShouldBe("POT");
        taken["attribute[DEPTH]"].ToString().ShouldBe("2");
        taken["attribute[source]"].ToString().ShouldBe("council");
        taken["lat"].ToString().ShouldBe("51.5");
        taken["address_string"].ToString().ShouldBe("Mill Lane");
        taken["account_id"].ToString().ShouldBe(reference);
        taken["description"].ToString().ShouldContain("Deep & <wide>");
        taken["description"].ToString().ShouldContain($"Our reference: {reference}");
        taken.ToString()!.ShouldNotContain("Ada");
        taken.Keys.ShouldNotContain("email");
        var forward = await ForwardCases.ForwardAsync(app);
        (forward.State, forward.TheirId).ShouldBe((ForwardState.WithThem, "101"));
        forward.Sent!.ShouldNotContain("their-key");
    }

    [Fact]
    public async Task Who_reported_it_is_told_where_the_setting_says_so()
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(options =>
        {
            other.Configure(options);
            options.Settings["Forwarding:Partners:county:SendContact"] = "true";
        });
        await ForwardCases.PotholeAsync(app);

        await app.RunDueWorkAsync();

        var taken = other.Taken.ShouldHaveSingleItem();
        (taken["first_name"].ToString(), taken["last_name"].ToString(), taken["email"].ToString()).ShouldBe(("Ada", "Lovelace", "ada@example.org"));
    }

    [Theory]
    [InlineData("500")]
    [InlineData("html")]
    [InlineData("slow")]
    [InlineData("broken")]
    [InlineData("empty")]
    public async Task After_a_lost_answer_it_is_looked_up_and_never_sent_twice(string how)
    {
        await using var other = await OtherServer.StartAsync();
        other.Post = context => TroubleAsync(context, how);
        await using var app = await KeptApp.StartAsync(options => other.Configure(options));
        await ForwardCases.PotholeAsync(app);

        await app.RunDueWorkAsync();
        (await ForwardCases.ForwardAsync(app)).State.ShouldBe(ForwardState.Waiting);
        await app.AdvanceAsync(Duration.FromMinutes(2));

        other.Taken.Count.ShouldBe(1);
        var forward = await ForwardCases.ForwardAsync(app);
        (forward.State, forward.TheirId).ShouldBe((ForwardState.WithThem, "101"));
    }

    [Fact]
    public async Task What_did_not_arrive_is_sent_again_and_once_more_only_after_looking()
    {
        await using var other = await OtherServer.StartAsync();
        (other.Takes, other.Post) = (false, context => TroubleAsync(context, "500"));
        await using var app = await KeptApp.StartAsync(options => other.Configure(options));
        await ForwardCases.PotholeAsync(app);
        await app.RunDueWorkAsync();
        await app.AdvanceAsync(Duration.FromHours(1));
        other.Asked.Count(asked => asked == "GET /open311/v2/requests.xml").ShouldBe(other.Asked.Count(asked => asked.StartsWith("POST", StringComparison.Ordinal)) - 1);

        (other.Takes, other.Post) = (true, null);
        await app.AdvanceAsync(Duration.FromHours(4));

        other.Taken.Count.ShouldBe(1);
        (await ForwardCases.ForwardAsync(app)).State.ShouldBe(ForwardState.WithThem);
    }

    [Fact]
    public async Task While_their_list_cannot_be_read_nothing_is_sent_again_and_after_three_days_an_agent_decides()
    {
        await using var other = await OtherServer.StartAsync();
        (other.Post, other.ListBroken) = (context => TroubleAsync(context, "500"), true);
        await using var app = await KeptApp.StartAsync(options => other.Configure(options));
        await ForwardCases.PotholeAsync(app);
        await app.RunDueWorkAsync();

        await app.AdvanceAsync(Duration.FromHours(76));

        other.Taken.Count.ShouldBe(1);
        (await ForwardCases.ForwardAsync(app)).State.ShouldBe(ForwardState.Failed);
        (other.Post, other.ListBroken) = (null, false);
        var desk = await app.SignInAsync(await app.AddColleagueAsync("Mira Kovač"));
        await desk.GoAsync(await app.OnlyCaseAsync());
        desk.Page.Text.ShouldContain("It did not reach County Highways");
        await desk.PressAsync("Try again");
        await app.RunDueWorkAsync();
        other.Taken.Count.ShouldBe(1);
        (await ForwardCases.ForwardAsync(app)).TheirId.ShouldBe("101");
    }

    [Fact]
    public async Task A_token_is_exchanged_for_their_number_when_it_is_there()
    {
        await using var other = await OtherServer.StartAsync();
        other.Post = context => context.Response.WriteAsync("<service_requests><request><token>t-1</token></request></service_requests>");
        other.TokenAnswer = "<service_requests><request><service_request_id></service_request_id><token>t-1</token></request></service_requests>";
        await using var app = await KeptApp.StartAsync(options => other.Configure(options));
        await ForwardCases.PotholeAsync(app);
        await app.RunDueWorkAsync();
        (await ForwardCases.ForwardAsync(app)).State.ShouldBe(ForwardState.Promised);
        await app.AdvanceAsync(Duration.FromMinutes(10));
        other.Taken.Count.ShouldBe(1);

        other.TokenAnswer = "<service_requests><request><service_request_id>7001</service_request_id><token>t-1</token></request></service_requests>";
        await app.AdvanceAsync(Duration.FromHours(1));

        var forward = await ForwardCases.ForwardAsync(app);
        (forward.State, forward.TheirId).ShouldBe((ForwardState.WithThem, "7001"));
        other.Taken.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_refusal_is_shown_in_their_words_and_not_tried_again()
    {
        await using var other = await OtherServer.StartAsync();
        (other.Takes, other.Post) = (false, context =>
        {
            context.Response.StatusCode = 400;
            return context.Response.WriteAsync("<errors><error><code>400</code><description>DEPTH is <![CDATA[<b>wrong</b>]]></description></error></errors>");
        });
        await using var app = await KeptApp.StartAsync(options => other.Configure(options));
        await ForwardCases.PotholeAsync(app);

        await app.RunDueWorkAsync();
        await app.AdvanceAsync(Duration.FromHours(5));

        other.Asked.Count.ShouldBe(1);
        (await ForwardCases.ForwardAsync(app)).LastAnswer.ShouldBe("DEPTH is <b>wrong</b>");
        var desk = await app.SignInAsync(await app.AddColleagueAsync("Mira Kovač"));
        await desk.GoAsync(await app.OnlyCaseAsync());
        desk.Page.Text.ShouldContain("DEPTH is <b>wrong</b>");
        (await app.ReadAsync(db => db.Cases.SingleAsync(Cancel))).NextDue.ShouldNotBeNull("our promise counts on, whoever does the work");
    }

    [Fact]
    public async Task Nobody_listening_is_tried_for_three_days()
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(options =>
        {
            other.Configure(options);
            options.Settings["Forwarding:Partners:county:Address"] = $"http://127.0.0.1:{FreePorts.Next()}/open311/v2";
            options.Settings["Outside:InsideHosts:0"] = "127.0.0.1";
        });
        await ForwardCases.PotholeAsync(app);
        await app.AdvanceAsync(Duration.FromHours(70));
        (await ForwardCases.ForwardAsync(app)).State.ShouldBe(ForwardState.Waiting);
        await app.AdvanceAsync(Duration.FromHours(4));

        var forward = await ForwardCases.ForwardAsync(app);
        forward.State.ShouldBe(ForwardState.Failed);
        forward.MayHaveArrived.ShouldBeFalse();
    }

    [Theory]
    [InlineData("Forwarding:Partners:county:Address", "ftp://county", "Forwarding:Partners:county:Address")]
    [InlineData("Forwarding:Partners:county:Name", " ", "Forwarding:Partners:county:Name")]
    [InlineData("Forwarding:Partners:county:Services:pothole:Code", "", "Services:pothole:Code")]
    [InlineData("Forwarding:Partners:second:Services:pothole:Code", "X", "more than one partner")]
    [InlineData("Forwarding:FollowEvery", "0", "Forwarding:FollowEvery")]
    public async Task A_wrong_setting_stops_the_start_with_a_sentence(string setting, string value, string says)
    {
        await using var other = await OtherServer.StartAsync();

        var problem = await Should.ThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => KeptApp.StartAsync(options =>
        {
            other.Configure(options);
            options.Settings[setting] = value;
        }));

        problem.Message.ShouldContain(says);
    }

    [Fact]
    public async Task What_the_catalogue_does_not_have_is_said_at_start()
    {
        await using var other = await OtherServer.StartAsync();
        await using var app = await KeptApp.StartAsync(options =>
        {
            other.Configure(options);
            options.Settings["Forwarding:Partners:county:Services:pothole:Attributes:colour"] = "COLOUR";
            options.Settings["Forwarding:Partners:county:Services:moon:Code"] = "MOON";
        });

        app.Log.Lines.ShouldContain(line => line.Text.Contains("the service \"moon\"", StringComparison.Ordinal));
        app.Log.Lines.ShouldContain(line => line.Text.Contains("the question \"colour\"", StringComparison.Ordinal));
    }

    internal static async Task TroubleAsync(HttpContext context, string how)
    {
        switch (how)
        {
            case "500":
                context.Response.StatusCode = 500;
                await context.Response.WriteAsync("<html>Oops</html>");
                break;
            case "html":
                context.Response.ContentType = "text/html";
                await context.Response.WriteAsync("<html><body>Welcome to our <br> proxy</body></html>");
                break;
            case "slow":
                await Task.Delay(TimeSpan.FromSeconds(4));
                break;
            case "broken":
                context.Abort();
                break;
        }
    }
}
