using System.Net;
using Kept.Mail.Outgoing;
using Kept.Staff;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Kept.Tests.Administration;

/// <summary>Who works here, as the program of an administrator sees and changes it.</summary>
public sealed class PeopleByKeyTests
{
    private const string Tom = """{"name":"Tom Okafor","mail":"tom@millbrook.example","role":"agent","team":"waste","language":"hr"}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task A_colleague_is_invited_once_changed_and_sent_away(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var program = await app.OfHannaAsync();

        await program.PostAsync("/api/v1/admin/staff", Tom, HttpStatusCode.Created, key: "k");
        var (first, id) = (program.Text, program.Field("id"));
        program.Answer.Headers.Location!.OriginalString.ShouldBe($"/api/v1/admin/staff/{id}");
        await program.PostAsync("/api/v1/admin/staff", Tom, HttpStatusCode.Created, key: "k");
        program.Text.ShouldBe(first);
        program.Answer.Headers.GetValues("Idempotency-Replayed").Single().ShouldBe("true");
        await app.RunDueWorkAsync();
        app.Mailbox.All.Count(mail => mail.To == "tom@millbrook.example").ShouldBe(1);

        await program.GetAsync($"/api/v1/admin/staff/{id}");
        (program.Field("state"), program.Field("language"), program.Json["changes"]![0]!["what"]!.GetValue<string>()).ShouldBe(("invited", "hr", "invited"));
        var seen = program.Answer.Headers.ETag!.ToString();
        await program.PutAsync($"/api/v1/admin/staff/{id}", """{"role":"lead","team":"street-care","active":true}""", ifMatch: seen);
        (program.Field("role"), program.Field("team")).ShouldBe(("lead", "street-care"));
        program.Answer.Headers.ETag!.ToString().ShouldNotBe(seen);
        await program.PutAsync($"/api/v1/admin/staff/{id}", """{"role":"agent","team":null,"active":true}""", HttpStatusCode.PreconditionFailed, seen);
        (program.Code, program.Json["current"]!["role"]!.GetValue<string>()).ShouldBe(("changed-since", "lead"));
        await program.PutAsync($"/api/v1/admin/staff/{id}", """{"role":"agent","team":null,"active":false}""");
        (program.Field("state"), program.Json["team"]).ShouldBe(("gone", null));
    }

    [Theory, Databases]
    public async Task An_invitation_and_a_reset_go_to_the_address_on_record_and_only_where_they_are_of_use(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var mira = await app.AddColleagueAsync("Mira Kovač");
        using var program = await app.OfHannaAsync();
        await program.PostAsync("/api/v1/admin/staff", Tom, HttpStatusCode.Created);
        var tom = program.Field("id");

        await program.PostAsync($"/api/v1/admin/staff/{tom}/invitation", key: "again");
        await program.PostAsync($"/api/v1/admin/staff/{tom}/invitation", key: "again");
        await program.PostAsync($"/api/v1/admin/staff/{mira.Id}/password-reset");
        await program.PostAsync($"/api/v1/admin/staff/{mira.Id}/invitation", expected: HttpStatusCode.UnprocessableEntity);
        program.Json["reason"]!.GetValue<string>().ShouldBe("notInvited");
        await program.PostAsync($"/api/v1/admin/staff/{tom}/password-reset", expected: HttpStatusCode.NotFound);
        await program.PostAsync("/api/v1/admin/staff/17/invitation", expected: HttpStatusCode.NotFound);

        await app.RunDueWorkAsync();
        app.Mailbox.All.Count(mail => mail.To == "tom@millbrook.example").ShouldBe(2);
        app.Mailbox.All.Count(mail => mail.To == mira.Mail).ShouldBe(1);
    }

    [Fact]
    public async Task What_cannot_be_is_named_by_field_and_changes_nothing()
    {
        await using var app = await KeptApp.StartAsync();
        using var program = await app.OfHannaAsync();
        var hanna = (await program.GetAsync("/api/v1/account")).Field("id");

        await program.PostAsync("/api/v1/admin/staff", """{"name":"","mail":"x","role":"agent","team":"moon"}""", HttpStatusCode.BadRequest);
        program.Json["errors"]!.AsObject().Select(field => field.Key).ShouldBe(["name", "mail", "team"], ignoreOrder: true);
        await program.PostAsync("/api/v1/admin/staff", """{"name":"A","mail":"a@b.example","role":"king"}""", HttpStatusCode.BadRequest);
        program.Json["errors"]!.AsObject().Select(field => field.Key).ShouldBe(["role"]);
        await program.PostAsync("/api/v1/admin/staff", """{"name":"A","mail":"a@b.example","role":"agent","password":"x"}""", HttpStatusCode.BadRequest);
        await program.PutAsync($"/api/v1/admin/staff/{hanna}", """{"role":"agent","team":null,"active":true}""", HttpStatusCode.UnprocessableEntity);
        program.Json["reason"]!.GetValue<string>().ShouldBe("lastAdministrator");
        await program.PutAsync("/api/v1/admin/staff/17", """{"role":"agent","team":null,"active":true}""", HttpStatusCode.NotFound);
        await program.PutAsync($"/api/v1/admin/staff/{hanna}", """{"role":"agent"}""", HttpStatusCode.BadRequest);

        (await app.ReadAsync(db => db.Set<StaffMember>().CountAsync(Cancellation))).ShouldBe(1);
        (await app.ReadAsync(db => db.Set<Message>().CountAsync(message => message.Kind == "invitation", Cancellation))).ShouldBe(0);
    }

    [Theory, Databases]
    public async Task The_list_is_read_page_by_page(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var program = await app.OfHannaAsync();
        foreach (var name in new[] { "Ada Ito", "Bea Lind", "Cem Arslan", "Dora Novak" })
        {
            await app.AddColleagueAsync(name);
        }

        var (names, next) = (new List<string>(), "/api/v1/admin/staff?limit=2");
        while (next is not null)
        {
            await program.GetAsync(next);
            names.AddRange(program.Json["staff"]!.AsArray().Select(person => person!["name"]!.GetValue<string>()));
            next = program.Json["next"] is { } cursor ? $"/api/v1/admin/staff?limit=2&cursor={cursor}" : null;
            (next is not null).ShouldBe(program.Answer.Headers.GetValues("Link").Single().Contains("rel=\"next\"", StringComparison.Ordinal));
        }

        names.ShouldBe(["Hanna Lindqvist", "Ada Ito", "Bea Lind", "Cem Arslan", "Dora Novak"]);
        foreach (var wrong in new[] { "limit=0", "limit=201", "limit=x", "cursor=x", "team=waste" })
        {
            await program.GetAsync($"/api/v1/admin/staff?{wrong}", HttpStatusCode.BadRequest);
        }
    }
}
