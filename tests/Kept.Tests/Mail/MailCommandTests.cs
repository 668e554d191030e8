using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Kept.Commands.Mail;
using Kept.Mail.Outgoing;
using Kept.Testing;
using Kept.Texts;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Kept.Tests.Mail;

public class MailCommandTests
{
    private static readonly CancellationToken Cancel = CancellationToken.None;
    private readonly TestMailer mailer = new();

    [Fact]
    public async Task Lists_messages_with_what_became_of_them()
    {
        await using var app = await KeptApp.StartAsync(mailer.Use);
        mailer.Answer = _ => Task.FromResult(TestMailer.Refuses);
        var failed = await app.AddMailAsync(subject: "Failed \u001b[31m");
        await app.RunDueWorkAsync();
        var waiting = await app.AddMailAsync("bob@example.org", "Waiting");

        var (code, said, _) = await RunAsync(app, json: false, mails => mails.ListAsync(null, 10, Cancel));
        code.ShouldBe(0);
        said.ShouldBe(
            $"{waiting}  test  bob@example.org  Waiting\n    Goes out within a minute.\n"
            + $"{failed}  test  ada@example.org  Failed [31m\n    Not delivered. The other side refused it for good. The mail server answered: “550 5.1.1 <ada@example.org>: no such user”.\n");

        var (_, lines, _) = await RunAsync(app, json: true, mails => mails.ListAsync(MessageState.Failed, 10, Cancel));
        var line = JsonDocument.Parse(lines).RootElement;
        line.GetProperty("id").GetString().ShouldBe(failed.ToString(CultureInfo.InvariantCulture));
        line.GetProperty("state").GetString().ShouldBe("failed");
        line.GetProperty("attempts").GetInt32().ShouldBe(1);
        line.GetProperty("answer").GetString().ShouldStartWith("550");
        (await RunAsync(app, json: false, mails => mails.ListAsync(MessageState.Expired, 10, Cancel))).Said.ShouldBe("There are no such messages.\n");
    }

    [Fact]
    public async Task Tries_a_failed_message_again_and_sends_what_is_due()
    {
        await using var app = await KeptApp.StartAsync(mailer.Use);
        mailer.Answer = _ => Task.FromResult(TestMailer.Refuses);
        var id = await app.AddMailAsync();
        await app.RunDueWorkAsync();
        mailer.Answer = _ => Task.FromResult(TestMailer.Accepts);

        var (code, said, _) = await RunAsync(app, json: false, mails => mails.SendAsync(id, Cancel));
        code.ShouldBe(0);
        said.ShouldContain("Sent on 2 March 2026, 09:00.");
        said.ShouldContain("This is what we recorded:");
        var again = await RunAsync(app, json: false, mails => mails.SendAsync(id, Cancel));
        again.Code.ShouldBe(1);
        again.Error.ShouldBe($"Message {id} cannot be tried again. Sent on 2 March 2026, 09:00.\n");

        await app.AddMailAsync("bob@example.org");
        (await RunAsync(app, json: true, mails => mails.SendAsync(null, Cancel))).Said.ShouldBe("""{"handled":1,"waiting":0}""" + "\n");
        mailer.AcceptedIds.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_draft_is_not_sent_past_its_approval_and_an_unknown_number_is_said()
    {
        await using var app = await KeptApp.StartAsync(mailer.Use);
        var draft = await app.AddMailAsync(draft: true);
        (await RunAsync(app, json: false, mails => mails.SendAsync(draft, Cancel))).Code.ShouldBe(1);
        var unknown = await RunAsync(app, json: false, mails => mails.ShowAsync(17, Cancel));
        unknown.Code.ShouldBe(1);
        unknown.Error.ShouldBe("There is no message 17.\n");
        mailer.Attempts.ShouldBe(0);
    }

    [Fact]
    public async Task Works_as_it_is_typed_beside_a_running_program()
    {
        await using var app = await KeptApp.StartAsync();
        var id = await app.AddMailAsync(draft: true);
        var (code, said, error) = await TypeAsync(app.DataFolder, [], "mail", "list", "--json", "--state", "draft");
        error.ShouldBeEmpty();
        code.ShouldBe(0);
        JsonDocument.Parse(said).RootElement.GetProperty("id").GetString().ShouldBe(id.ToString(CultureInfo.InvariantCulture));

        var wrong = await TypeAsync(app.DataFolder, [("Mail__Smtp__Port", "70000")], "mail", "list");
        wrong.Code.ShouldBe(78);
        wrong.Error.ShouldContain("Mail:Smtp:Port is 70000.");
    }

    private static async Task<(int Code, string Said, string Error)> RunAsync(KeptApp app, bool json, Func<MailQueue, Task<int>> run)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var words = app.Services.GetRequiredService<TextLibrary>().In("en");
        var code = await run(new MailQueue(scope.ServiceProvider, new MailReport(scope.ServiceProvider, words, json, output, error)));
        return (code, output.ToString(), error.ToString());
    }

    private static async Task<(int Code, string Said, string Error)> TypeAsync(
        string dataFolder, (string Name, string Value)[] environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "kept.dll"));
        Array.ForEach(arguments, start.ArgumentList.Add);
        start.Environment["Kept__DataFolder"] = dataFolder;
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(Cancel);
        var said = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        return (process.ExitCode, said, await error);
    }
}
