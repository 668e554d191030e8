using System.Net;
using Kept.Staff;
using Kept.Staff.Access;
using Kept.Staff.SignOut;
using Kept.Storage;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Kept.Testing.Visits.Forms;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Staff;

/// <summary>How long somebody stays signed in, and what happens when that ends at a bad moment.</summary>
public sealed class SessionTests
{
    [Theory]
    [InlineData("http", false)]
    [InlineData("https", true)]
    public async Task The_cookie_is_for_the_server_alone(string scheme, bool secure)
    {
        await using var app = await KeptApp.StartAsync(options =>
        {
            if (scheme == "https")
            {
                options.Settings["Kept:PublicAddress"] = "https://report.millbrook.example";
            }
        });
        var mira = await app.AddColleagueAsync("Mira Kovač");
        var visitor = app.Visitor();
        await visitor.GoAsync("/sign-in");
        visitor.Fill("E-mail address", mira.Mail).Fill("Password", Colleagues.Password);
        using var client = app.Client();
        var request = Submission.Of(visitor.Page, visitor.Page.Button("Sign in"));
        request.Headers.TryAddWithoutValidation("Cookie", visitor.Cookies.Header);

        var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        var cookie = answer.Headers.GetValues("Set-Cookie").Single(one => one.StartsWith(StaffCookie.Name + "=", StringComparison.Ordinal));
        var attributes = cookie.Split(';', StringSplitOptions.TrimEntries)[1..];
        attributes.ShouldContain("httponly");
        attributes.ShouldContain("samesite=lax");
        attributes.Contains("secure").ShouldBe(secure);
        attributes.ShouldNotContain(one => one.StartsWith("expires", StringComparison.OrdinalIgnoreCase));
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task It_lasts_eight_hours_after_the_last_click_and_pages_stay_in_no_cache()
    {
        await using var app = await KeptApp.StartAsync();
        var visitor = await app.SignInAsync(await app.AddColleagueAsync("Mira Kovač"));

        for (var i = 0; i < 3; i++)
        {
            await app.AdvanceAsync(Duration.FromHours(7));
            (await visitor.GoAsync("/account")).Headers["Cache-Control"].ShouldContain("no-store");
            visitor.Page.Address.AbsolutePath.ShouldBe("/account");
        }

        await app.AdvanceAsync(Duration.FromHours(8) + Duration.FromMinutes(1));
        (await visitor.GoAsync("/account")).Address.AbsolutePath.ShouldBe("/sign-in");
    }

    [Fact]
    public async Task Signing_out_takes_a_button_and_not_only_an_address()
    {
        await using var app = await KeptApp.StartAsync();
        var visitor = await app.SignInAsync(await app.AddColleagueAsync("Mira Kovač"));

        await visitor.GoAsync("/sign-out");
        (await visitor.GoAsync("/account")).Heading.ShouldBe("Your account");

        await visitor.GoAsync("/sign-out");
        (await visitor.PressAsync("Sign out")).Says("You are signed out").ShouldBeTrue();
        (await visitor.GoAsync("/account")).Address.AbsolutePath.ShouldBe("/sign-in");
    }

    [Theory, Databases]
    public async Task A_copy_of_the_cookie_is_worth_nothing_within_a_minute_of_signing_out(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var mira = await app.AddColleagueAsync("Mira Kovač");
        var (visitor, elsewhere) = (await app.SignInAsync(mira), await app.SignInAsync(mira));
        await app.AdvanceAsync(Duration.FromMinutes(2));
        await visitor.GoAsync("/account"); // by now the cookie has been written anew
        var copy = visitor.Cookies.Header;
        await visitor.GoAsync("/sign-out");
        await visitor.PressAsync("Sign out");

        await app.AdvanceAsync(Duration.FromSeconds(61));

        (await AccountAsync(app, copy)).ShouldBe(HttpStatusCode.Redirect);
        (await elsewhere.GoAsync("/account")).Heading.ShouldBe("Your account", "that is another sign-in");
        await app.AdvanceAsync(Duration.FromHours(10));
        (await app.ReadAsync(db => db.Set<EndedSession>().CountAsync(TestContext.Current.CancellationToken))).ShouldBe(0);
        (await AccountAsync(app, copy)).ShouldBe(HttpStatusCode.Redirect, "it has run out by itself");
    }

    private static async Task<HttpStatusCode> AccountAsync(KeptApp app, string cookies)
    {
        using var client = app.Client();
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(app.Address, "/account"));
        request.Headers.TryAddWithoutValidation("Cookie", cookies);
        return (await client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode;
    }

    [Theory, Databases]
    public async Task Who_is_deactivated_is_out_within_a_minute(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var mira = await app.AddColleagueAsync("Mira Kovač");
        var visitor = await app.SignInAsync(mira);
        await app.WithAsync<KeptDb>(async db =>
        {
            var member = (await db.FindAsync<StaffMember>(mira.Id))!;
            member.Active = false;
            member.RenewSecurityStamp();
            await db.SaveChangesAsync();
        });

        await app.AdvanceAsync(Duration.FromSeconds(61));

        (await visitor.GoAsync("/account")).Address.AbsolutePath.ShouldBe("/sign-in");
    }

    [Fact]
    public async Task A_new_role_arrives_within_a_minute_without_signing_in_again()
    {
        await using var app = await KeptApp.StartAsync();
        var mira = await app.AddColleagueAsync("Mira Kovač");
        var visitor = await app.SignInAsync(mira);
        await app.WithAsync<KeptDb>(async db =>
        {
            (await db.FindAsync<StaffMember>(mira.Id))!.Role = StaffRole.Administrator;
            await db.SaveChangesAsync();
        });

        await app.AdvanceAsync(Duration.FromSeconds(61));

        (await visitor.GoAsync("/admin/staff")).Heading.ShouldBe("People who work here");
    }

    [Fact]
    public async Task It_survives_a_restart()
    {
        await using var app = await KeptApp.StartAsync();
        var visitor = await app.SignInAsync(await app.AddColleagueAsync("Mira Kovač"));

        await app.RestartAsync();

        (await visitor.GoAsync("/account")).Heading.ShouldBe("Your account");
    }

    [Fact]
    public async Task What_was_typed_when_it_ended_is_sent_after_signing_in_again()
    {
        await using var app = await KeptApp.StartAsync();
        var mira = await app.AddColleagueAsync("Mira Kovač");
        var visitor = await app.SignInAsync(mira);
        visitor.Headers["Sec-Fetch-Site"] = "same-origin";
        await visitor.GoAsync("/account");
        await app.AdvanceAsync(Duration.FromHours(9));

        var page = await visitor.Fill("Name", "Mira Kovač Babić").PressAsync("Save", HttpStatusCode.Unauthorized);
        page.Heading.ShouldBe("Please sign in again");
        (await app.ReadAsync(db => db.FindAsync<StaffMember>(mira.Id).AsTask())).ShouldNotBeNull().Name.ShouldBe("Mira Kovač");

        await visitor.Fill("E-mail address", mira.Mail).Fill("Password", "not this one at all").PressAsync("Sign in", HttpStatusCode.UnprocessableEntity);
        page = await visitor.Fill("Password", Colleagues.Password).PressAsync("Sign in");
        page.Heading.ShouldBe("Send what you wrote?");
        page.Says("Mira Kovač Babić").ShouldBeTrue();

        page = await visitor.PressAsync("Send it now");
        page.Says("Your name and language are saved").ShouldBeTrue();
        (await app.ReadAsync(db => db.FindAsync<StaffMember>(mira.Id).AsTask())).ShouldNotBeNull().Name.ShouldBe("Mira Kovač Babić");
    }

    [Fact]
    public async Task A_password_that_was_typed_then_is_handed_back_to_nobody()
    {
        await using var app = await KeptApp.StartAsync();
        var visitor = await app.SignInAsync(await app.AddColleagueAsync("Mira Kovač"));
        visitor.Headers["Sec-Fetch-Site"] = "same-origin";
        await visitor.GoAsync("/account");
        await app.AdvanceAsync(Duration.FromHours(9));

        var page = await visitor.Fill("Current password", Colleagues.Password).Fill("New password", "seven green umbrellas")
            .PressAsync("Change the password", HttpStatusCode.Unauthorized);

        page.Heading.ShouldBe("Sign in");
        page.Document.QuerySelector("input[name=Kept]")?.GetAttribute("value").ShouldBeNullOrEmpty();
    }

    [Fact]
    public async Task A_form_from_another_site_is_not_kept()
    {
        await using var app = await KeptApp.StartAsync();
        var visitor = app.Visitor();
        visitor.Headers["Sec-Fetch-Site"] = "cross-site";
        var form = new FormUrlEncodedContent([new("Name", "Words of a stranger")]);

        var page = await visitor.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, new Uri(app.Address, "/account?handler=Details")) { Content = form }, HttpStatusCode.Unauthorized);

        page.Document.QuerySelector("input[name=Kept]")?.GetAttribute("value").ShouldBeNullOrEmpty();
    }

    /// <summary>As when a browser opens the tabs of yesterday at once: each brings a cookie, and one of them stays.</summary>
    [Fact]
    public async Task A_sign_in_page_whose_cookie_is_gone_asks_once_more_and_loses_nothing()
    {
        await using var app = await KeptApp.StartAsync();
        var mira = await app.AddColleagueAsync("Mira Kovač");
        var visitor = await app.SignInAsync(mira);
        visitor.Headers["Sec-Fetch-Site"] = "same-origin";
        await visitor.GoAsync("/account");
        await app.AdvanceAsync(Duration.FromHours(9));
        await visitor.Fill("Name", "Mira Kovač Babić").PressAsync("Save", HttpStatusCode.Unauthorized);
        visitor.Cookies.Clear();

        var page = await visitor.Fill("E-mail address", mira.Mail).Fill("Password", Colleagues.Password)
            .PressAsync("Sign in", HttpStatusCode.UnprocessableEntity);

        page.Says("Enter your password once more.").ShouldBeTrue();
        page = await visitor.Fill("Password", Colleagues.Password).PressAsync("Sign in");
        page.Heading.ShouldBe("Send what you wrote?");
        page.Says("Mira Kovač Babić").ShouldBeTrue();
    }

    /// <summary>It would spoil the form that is open in the same browser.</summary>
    [Theory]
    [InlineData("GET", "/desk/live", HttpStatusCode.Unauthorized)]
    [InlineData("POST", "/desk/cases/K7QF3M9T/here", HttpStatusCode.Unauthorized)]
    [InlineData("POST", "/sign-in?handler=PasskeyOptions", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/report/fly-tipping", HttpStatusCode.BadRequest)]
    public async Task What_a_script_asks_for_without_a_session_gets_neither_a_page_nor_a_cookie(string method, string address, HttpStatusCode expected)
    {
        await using var app = await KeptApp.StartAsync();
        using var client = app.Client();
        var request = new HttpRequestMessage(new HttpMethod(method), new Uri(app.Address, address));
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Mode", "no-cors");
        request.Content = method == "POST" ? new FormUrlEncodedContent([new("writing", "true")]) : null;

        var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(expected);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    /// <summary>A part of a page that asks gets no sign-in page into its place; the whole page goes there.</summary>
    [Fact]
    public async Task A_part_of_a_page_sends_the_whole_page_to_sign_in()
    {
        await using var app = await KeptApp.StartAsync();
        var visitor = app.Visitor();
        visitor.Headers["HX-Request"] = "true";
        visitor.Headers["HX-Current-URL"] = new Uri(app.Address, "/desk?view=mine").ToString();

        var page = await visitor.GoAsync("/account", HttpStatusCode.Unauthorized);

        page.Headers["HX-Redirect"].ShouldBe("/sign-in?returnTo=%2Fdesk%3Fview%3Dmine");
    }
}
