using System.Net;
using Kept.Keys;
using Kept.Staff;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Kept.Tests.Desk.Api;
using Kept.Webhooks;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Kept.Tests.Administration;

/// <summary>Every address of the administration, as it meets those who may not.</summary>
public sealed class WhoMayAdministerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Only_an_administrator_with_a_key_made_for_it_gets_past_any_of_them(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var agent = await ApiProgram.OfMiraAsync(app);
        using var lead = await ApiProgram.OfAsync(app, await app.AddColleagueAsync("Lena Hart", StaffRole.Lead));
        using var narrow = await app.OfHannaAsync(RightsOf.Staff & ~KeyRights.Administer);
        using var partner = ApiProgram.With(app, await app.AddPartnerAsync("Neighbourly"));
        var (keys, people) = (await CountAsync<AccessKey>(app), await CountAsync<StaffMember>(app));
        var addresses = Addresses(app, "/api/v1/admin/").ToList();
        addresses.Count.ShouldBeGreaterThan(28);

        foreach (var (method, address) in addresses)
        {
            foreach (var (program, code) in new[] { (agent, "key-role"), (lead, "key-role"), (narrow, "key-right"), (partner, "key-right") })
            {
                await AskAsync(program, method, address, HttpStatusCode.Forbidden);
                program.Code.ShouldBe(code, $"{method} {address}");
            }

            using var nobody = ApiProgram.Nobody(app);
            await AskAsync(nobody, method, address, HttpStatusCode.Unauthorized);
        }

        (await CountAsync<AccessKey>(app), await CountAsync<StaffMember>(app), await CountAsync<Webhook>(app)).ShouldBe((keys, people, 0));
    }

    [Fact]
    public async Task The_own_account_needs_a_key_made_for_it_and_a_person()
    {
        await using var app = await KeptApp.StartAsync();
        using var narrow = await ApiProgram.OfAsync(app, await app.AddColleagueAsync("Mira Kovač"), RightsOf.Staff & ~KeyRights.ManageAccount);
        using var partner = ApiProgram.With(app, await app.AddPartnerAsync("Neighbourly"));
        var addresses = Addresses(app, "/api/v1/account").ToList();
        addresses.Count.ShouldBe(8);

        foreach (var (method, address) in addresses)
        {
            await AskAsync(narrow, method, address, HttpStatusCode.Forbidden);
            await AskAsync(partner, method, address, HttpStatusCode.Forbidden);
        }
    }

    [Theory, Databases]
    public async Task Whoever_is_no_longer_administrator_or_has_a_revoked_key_is_refused_at_the_next_request(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var first = await app.OfHannaAsync();
        var rosa = await app.AddColleagueAsync("Rosa Pereira", StaffRole.Administrator, team: null);
        using var second = await ApiProgram.OfAsync(app, rosa);
        await second.GetAsync("/api/v1/admin/staff");

        await first.PutAsync($"/api/v1/admin/staff/{rosa.Id}", """{"role":"lead","team":null,"active":true}""");
        await second.GetAsync("/api/v1/admin/staff", HttpStatusCode.Forbidden);
        await second.PostAsync("/api/v1/admin/staff", """{"name":"A","mail":"a@b.example","role":"administrator"}""", HttpStatusCode.Forbidden);

        await first.GetAsync("/api/v1/account/keys");
        await first.DeleteAsync($"/api/v1/account/keys/{first.Json["keys"]![0]!["id"]}");
        await first.GetAsync("/api/v1/admin/staff", HttpStatusCode.Unauthorized);
        first.Code.ShouldBe("key-revoked");
    }

    /// <summary>What is done without a key has to come without one again, or not at all.</summary>
    [Fact]
    public async Task Whatever_is_posted_needs_an_idempotency_key()
    {
        await using var app = await KeptApp.StartAsync();
        using var program = await app.OfHannaAsync();

        foreach (var (_, address) in Addresses(app, "/api/v1/admin/").Concat(Addresses(app, "/api/v1/account")).Where(address => address.Method == "POST"))
        {
            await program.SendAsync(new HttpRequestMessage(HttpMethod.Post, address), HttpStatusCode.BadRequest);
            program.Code.ShouldBe("no-key", address);
        }
    }

    private static async Task AskAsync(ApiProgram program, string method, string address, HttpStatusCode expected)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (method is "POST" or "PUT")
        {
            request.Content = address.Contains("/imports/", StringComparison.Ordinal)
                ? new MultipartFormDataContent { { new StringContent("true"), "dryRun" } }
                : new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        }

        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        await program.SendAsync(request, expected);
    }

    private static IEnumerable<(string Method, string Address)> Addresses(KeptApp app, string start) =>
        from endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let route = "/" + endpoint.RoutePattern.RawText!.Trim('/')
        where route.StartsWith(start, StringComparison.Ordinal)
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
        select (method, string.Join('/', route.Split('/').Select(part => part.StartsWith('{') ? "17" : part)));

    private static Task<int> CountAsync<T>(KeptApp app)
        where T : class => app.ReadAsync(db => db.Set<T>().CountAsync(Cancellation));
}
