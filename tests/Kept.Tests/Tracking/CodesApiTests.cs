using System.Net;
using System.Text.RegularExpressions;
using Kept.Domain.Cases;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Tests.Desk;
using Kept.Tests.Desk.Api;
using Kept.Tracking.AskForCode;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Tracking;

/// <summary>The way back to a case for a program whose user has lost the link.</summary>
public sealed partial class CodesApiTests
{
    private const string Codes = "/api/v1/follow/codes";

    [Theory, Databases]
    public async Task The_code_of_the_mail_is_answered_with_the_token_once(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var program = ApiProgram.Nobody(app);
        var about = await app.ReceiveAsync(details: new ContactDetails("Ada", "ada@example.org"));
        await app.RunDueWorkAsync();
        app.Mailbox.Clear();
        await program.PostAsync(Codes, Ask(about.Reference.ToString(), "ada@example.org"), HttpStatusCode.Accepted, key: "the code of Ada, once");
        var first = program.Text;
        await program.PostAsync(Codes, Ask(about.Reference.ToString(), "ada@example.org"), HttpStatusCode.Accepted, key: "the code of Ada, once");
        program.Text.ShouldBe(first);
        (await app.ReadAsync(db => db.Set<CodeRequest>().CountAsync())).ShouldBe(1);
        var request = program.Json["request"]!.GetValue<string>();
        await app.AdvanceAsync(Duration.FromSeconds(5));
        await app.RunDueWorkAsync();
        var code = Shown().Match(app.Mailbox.OnlyTo("ada@example.org").Text).Value;

        await program.PostAsync($"{Codes}/{request}", $$"""{"code":"{{code}}"}""");
        var token = program.Json["token"]!.GetValue<string>();
        (await program.GetAsync($"/api/v1/cases/{about.Reference}?token={token}")).Json["reference"]!.GetValue<string>().ShouldBe(about.Reference.ToString());
        await program.PostAsync($"{Codes}/{request}", $$"""{"code":"{{code}}"}""", HttpStatusCode.UnprocessableEntity);
        program.Code.ShouldBe("wrong-code");
    }

    [Theory, Databases]
    public async Task Whoever_does_not_follow_it_is_answered_alike_and_sent_nothing(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var program = ApiProgram.Nobody(app);
        var about = await app.ReceiveAsync();
        await app.RunDueWorkAsync();
        var mails = app.Mailbox.All.Count;

        foreach (var (reference, mail) in new[] { (about.Reference.ToString(), "eve@example.org"), (Reference.NewRandom().ToString(), about.Reporter!.Mail!) })
        {
            await program.PostAsync(Codes, Ask(reference, mail), HttpStatusCode.Accepted);
            program.Json.Select(field => field.Key).ShouldBe(["request"]);
            var request = program.Json["request"]!.GetValue<string>();
            await app.AdvanceAsync(Duration.FromSeconds(5));
            await app.RunDueWorkAsync();
            await program.PostAsync($"{Codes}/{request}", """{"code":"000000"}""", HttpStatusCode.UnprocessableEntity);
        }

        app.Mailbox.All.Count.ShouldBe(mails);
        await program.PostAsync($"{Codes}/{Secret.NewRandom().Text}", """{"code":"000000"}""", HttpStatusCode.UnprocessableEntity);
        await program.PostAsync($"{Codes}/x", """{"code":"000000"}""", HttpStatusCode.NotFound);
    }

    [Theory, Databases]
    public async Task Guesses_and_requests_have_an_end_for_programs_too(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var program = ApiProgram.Nobody(app);
        var about = await app.ReceiveAsync(details: new ContactDetails("Ada", "ada@example.org"));
        foreach (var mail in new[] { "ada@example.org", "eve@example.org" })
        {
            await program.PostAsync(Codes, Ask(about.Reference.ToString(), mail), HttpStatusCode.Accepted);
            var request = program.Json["request"]!.GetValue<string>();
            await app.RunDueWorkAsync();
            for (var i = 0; i < CodeRequest.MostTries; i++)
            {
                await program.PostAsync($"{Codes}/{request}", """{"code":"x"}""", HttpStatusCode.UnprocessableEntity);
            }

            await program.PostAsync(Codes, Ask(about.Reference.ToString(), mail), HttpStatusCode.Accepted);
            request = program.Json["request"]!.GetValue<string>();
            for (var i = 0; i < CodeRequest.MostTries; i++)
            {
                await program.PostAsync($"{Codes}/{request}", """{"code":"x"}""", HttpStatusCode.UnprocessableEntity);
            }

            await program.PostAsync($"{Codes}/{request}", """{"code":"x"}""", HttpStatusCode.TooManyRequests);
            program.Code.ShouldBe("codes-too-often");
            await program.PostAsync(Codes, Ask(about.Reference.ToString(), mail), HttpStatusCode.TooManyRequests);
            program.Code.ShouldBe("codes-too-often");
        }
    }

    [Fact]
    public async Task What_is_no_reference_and_no_address_is_named()
    {
        await using var app = await KeptApp.StartAsync();
        using var program = ApiProgram.Nobody(app);

        await program.PostAsync(Codes, Ask("?", "ada@@"), HttpStatusCode.BadRequest);
        program.Json["errors"]!.AsObject().Select(error => error.Key).ShouldBe(["reference", "mail"], ignoreOrder: true);
    }

    private static string Ask(string reference, string mail) => $$"""{"reference":"{{reference}}","mail":"{{mail}}","language":"en"}""";

    [GeneratedRegex("[0-9]{3} [0-9]{3}")]
    private static partial Regex Shown();
}
