using System.Text.Json.Nodes;
using Kept.Commands.Keys;
using Kept.Keys;
using Kept.Testing;
using Kept.Testing.People;
using Kept.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Kept.Tests.Keys;

/// <summary><c>kept keys</c>, as a person and as a script read it.</summary>
public sealed class KeyVerbTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static readonly KeyWish Usual = new("Reports", "Neighbourly", "it@neighbourly.example", null, ["Open311Read", "open311send"], 60, null);

    [Fact]
    public async Task Makes_a_key_for_a_new_partner_lists_it_without_its_secret_and_revokes_it()
    {
        await using var app = await KeptApp.StartAsync();

        var (code, said, _) = await RunAsync(app, json: false, keys => keys.MakeAsync(Usual with { Until = "2026-03-03" }, Cancellation));
        code.ShouldBe(0);
        var key = said.Trim();
        (await AskAsync(app, key)).ShouldBeOfType<KeyAnswer.Accepted>().Holder.Partner.ShouldNotBeNull().Name.ShouldBe("Neighbourly");

        var (_, listed, _) = await RunAsync(app, json: true, keys => keys.ListAsync(Cancellation));
        listed.ShouldNotContain(key[14..]);
        var line = JsonNode.Parse(listed)!;
        line["state"]!.GetValue<string>().ShouldBe("good");
        line["holder"]!.GetValue<string>().ShouldBe("Neighbourly");
        line["rights"]!.AsArray().Select(right => right!.GetValue<string>()).ShouldBe(["Open311Read", "Open311Send"]);
        line["ends"]!.GetValue<string>().ShouldBe("2026-03-04T00:00:00Z");

        (await RunAsync(app, json: false, keys => keys.RevokeAsync(key, Cancellation))).Code.ShouldBe(0);
        (await AskAsync(app, key)).ShouldBe(new KeyAnswer.Refused(KeyRefusal.Revoked));
        (await RunAsync(app, json: false, keys => keys.ListAsync(Cancellation))).Said.ShouldContain("Revoked  Neighbourly, Reports");
    }

    [Fact]
    public async Task A_second_key_of_a_partner_needs_only_its_name()
    {
        await using var app = await KeptApp.StartAsync();
        await RunAsync(app, json: false, keys => keys.MakeAsync(Usual, Cancellation));

        (await RunAsync(app, json: true, keys => keys.MakeAsync(Usual with { Mail = null, Label = "Updates" }, Cancellation))).Code.ShouldBe(0);

        (await app.ReadAsync(db => db.Set<Partner>().CountAsync(Cancellation))).ShouldBe(1);
        (await app.ReadAsync(db => db.Set<AccessKey>().CountAsync(Cancellation))).ShouldBe(2);
    }

    [Fact]
    public async Task What_cannot_be_is_said_in_a_sentence_with_exit_code_1()
    {
        await using var app = await KeptApp.StartAsync();
        await app.AddColleagueAsync("Mira Kovač");
        var staff = Usual with { Partner = null, Mail = null, Staff = "mira.kovac@millbrook.example", Rights = ["ReadCases"] };

        foreach (var (wish, sentence) in new[]
        {
            (Usual with { Rights = ["Everything"] }, "Choose what the key may do."),
            (Usual with { Rights = [] }, "Choose what the key may do."),
            (Usual with { Rights = ["ReadCases"] }, "Choose what the key may do."),
            (Usual with { Rights = ["3"] }, "Choose what the key may do."),
            (Usual with { Until = "2026-13-01" }, "Enter a day that is not over"),
            (Usual with { Until = "2026-03-01" }, "Enter a day that is not over"),
            (Usual with { PerMinute = 0 }, "1 to 6000"),
            (Usual with { Label = "" }, "what the key is for"),
            (Usual with { Partner = "Unheard of", Mail = null }, "Enter an e-mail address"),
            (Usual with { Staff = staff.Staff }, "either --partner or --staff"),
            (staff with { Staff = "nobody@millbrook.example" }, "There is nobody"),
        })
        {
            var (code, said, error) = await RunAsync(app, json: false, keys => keys.MakeAsync(wish, Cancellation));
            (code, said).ShouldBe((1, ""), sentence);
            error.ShouldContain(sentence);
        }

        (await RunAsync(app, json: false, keys => keys.MakeAsync(staff, Cancellation))).Code.ShouldBe(0);
        (await RunAsync(app, json: false, keys => keys.RevokeAsync("kept_00000000", Cancellation))).Error.ShouldBe("There is no such key.\n");
    }

    private static Task<KeyAnswer> AskAsync(KeptApp app, string key) =>
        app.WithAsync<KeyCheck, KeyAnswer>(check => check.CheckAsync(key, Cancellation));

    private static Task<(int Code, string Said, string Error)> RunAsync(KeptApp app, bool json, Func<KeyRing, Task<int>> run) =>
        app.WithAsync<IServiceProvider, (int, string, string)>(async services =>
        {
            var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
            var words = services.GetRequiredService<TextLibrary>().In("en");
            var code = await run(new KeyRing(services, new KeyReport(words, json, output, error)));
            return (code, output.ToString(), error.ToString());
        });
}
