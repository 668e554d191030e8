using System.IO.Enumeration;
using System.Net;
using Kept.Staff;
using Kept.Staff.Access;
using Kept.Testing;
using Kept.Testing.People;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Kept.Tests.Staff;

/// <summary>Who may open what. A page that nobody has named is closed.</summary>
public sealed class AccessTests
{
    /// <summary>Addresses that need no sign-in, by their first part. Whoever adds one here has decided that everybody may.</summary>
    private static readonly string[] Public =
    [
        // The organisation's colours, icon and logo, under names of their content.
        "theme-*", "icon-*", "logo-*",
        "", "services", "report", "follow", "track", "survey", "calendar", "search", "files", "contact", "help", "language", "theme",
        "privacy", "accessibility", "error", "offline", "assets", "favicon.ico", "robots.txt", "health", "metrics", "api", "openapi", "open311", "mcp", "dev",
        "sign-in", "sign-out", "set-up", "invitation", "reset-password",
    ];

    [Fact]
    public async Task Every_endpoint_is_public_by_name_or_asks_who_one_is()
    {
        await using var app = await KeptApp.StartAsync();
        var authorization = app.Services.GetRequiredService<IAuthorizationPolicyProvider>();
        (await authorization.GetFallbackPolicyAsync()).ShouldNotBeNull().Requirements.OfType<AccessByAddress>().ShouldNotBeEmpty();

        var endpoints = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();

        endpoints.Count.ShouldBeGreaterThan(10);
        foreach (var endpoint in endpoints)
        {
            var route = endpoint.RoutePattern.RawText!.TrimStart('/');
            var first = route.Split('/')[0];
            var isPublic = Public.Any(name => name == first || FileSystemName.MatchesSimpleExpression(name, first));
            var open = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
                || (AccessRules.Needed(endpoint) is null && endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Count == 0);
            open.ShouldBe(isPublic, $"/{route}");
            if (route.StartsWith("admin", StringComparison.OrdinalIgnoreCase))
            {
                AccessRules.Needed(endpoint).ShouldBe(StaffRole.Administrator, $"/{route}");
            }
        }
    }

    [Theory]
    [InlineData("/account")]
    [InlineData("/admin/staff")]
    [InlineData("/admin/staff/1")]
    public async Task Who_is_not_signed_in_goes_to_sign_in_and_comes_back(string address)
    {
        await using var app = await KeptApp.StartAsync();
        var hanna = await app.AddColleagueAsync("Hanna Lindqvist", StaffRole.Administrator);
        var visitor = app.Visitor();

        var page = await visitor.GoAsync(address);
        page.Address.PathAndQuery.ShouldBe("/sign-in?returnTo=" + Uri.EscapeDataString(address));

        page = await visitor.Fill("E-mail address", hanna.Mail).Fill("Password", Colleagues.Password)
            .PressAsync("Sign in", address.EndsWith('1') ? HttpStatusCode.NotFound : HttpStatusCode.OK);
        page.Address.AbsolutePath.ShouldBe(address);
    }

    [Theory]
    [InlineData(StaffRole.Agent)]
    [InlineData(StaffRole.Lead)]
    public async Task Only_administrators_open_pages_about_people_or_send_their_forms(StaffRole role)
    {
        await using var app = await KeptApp.StartAsync();
        var mira = await app.AddColleagueAsync("Mira Kovač", role);
        var visitor = await app.SignInAsync(mira);

        await visitor.GoAsync("/admin/staff", HttpStatusCode.Forbidden);
        await visitor.GoAsync("/admin/staff/invite", HttpStatusCode.Forbidden);
        await visitor.GoAsync($"/admin/staff/{mira.Id}", HttpStatusCode.Forbidden);
        var form = new FormUrlEncodedContent([new("Role", "Administrator"), new("Here", "true"), new("Seen", mira.ConcurrencyStamp)]);
        await visitor.SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(app.Address, $"/admin/staff/{mira.Id}")) { Content = form }, HttpStatusCode.Forbidden);
        (await app.ReadAsync(db => db.FindAsync<StaffMember>(mira.Id).AsTask())).ShouldNotBeNull().Role.ShouldBe(role);
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/")]
    public async Task What_a_public_page_is_made_of_is_public_too(string address)
    {
        await using var app = await KeptApp.StartAsync();
        var visitor = app.Visitor();
        var page = await visitor.GoAsync(address);

        var parts = page.Document.QuerySelectorAll("link[rel=stylesheet], link[rel=icon], script[src], img[src]")
            .Select(part => part.GetAttribute("href") ?? part.GetAttribute("src")!).ToList();

        parts.Count.ShouldBeGreaterThan(3);
        foreach (var part in parts)
        {
            (await visitor.GoAsync(part)).Address.PathAndQuery.ShouldBe(part);
        }
    }

    [Fact]
    public async Task What_does_not_exist_is_not_found_for_everybody()
    {
        await using var app = await KeptApp.StartAsync();
        await app.Visitor().GoAsync("/nothing/here", HttpStatusCode.NotFound);
    }

    /// <summary>A forged address must not lead away from here after signing in.</summary>
    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    public async Task Signing_in_leads_to_no_other_site(string target)
    {
        await using var app = await KeptApp.StartAsync();
        var mira = await app.AddColleagueAsync("Mira Kovač");
        var visitor = app.Visitor();
        await visitor.GoAsync("/sign-in?returnTo=" + Uri.EscapeDataString(target));
        visitor.Fill("E-mail address", mira.Mail).Fill("Password", Colleagues.Password);

        using var client = app.Client();
        var request = Kept.Testing.Visits.Forms.Submission.Of(visitor.Page, visitor.Page.Button("Sign in"));
        request.Headers.TryAddWithoutValidation("Cookie", visitor.Cookies.Header);
        var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().ShouldBe("/desk");
    }
}
