using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Kept.Mail.Outgoing;
using Kept.Testing;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Mail;

/// <summary>Against the server that comes with Postfix, from the row to what arrived.</summary>
public class SmtpSinkTests
{
    private const string Program = "/usr/sbin/smtp-sink";

    [Fact]
    public async Task Mails_arrive_whole_and_once()
    {
        await using var sink = Sink.Start();
        await using var app = await KeptApp.StartAsync(options => sink.Configure(options));
        string[] subjects = ["We have your report", "Ő és ű: megkaptuk a bejelentését", "Zaprimili smo vašu prijavu: đubre, čađ, žbunje"];
        var ids = new List<long>();
        for (var i = 0; i < subjects.Length; i++)
        {
            ids.Add(await app.AddMailAsync($"resident{i}@example.org", subjects[i]));
        }

        await app.RunDueWorkAsync();
        await app.AdvanceAsync(Duration.FromHours(1));
        var received = sink.Mails.Select(StrictMail.Read).ToList();
        received.Select(mail => mail.Subject).Order(StringComparer.Ordinal).ShouldBe(subjects.Order(StringComparer.Ordinal));
        received.ShouldAllBe(mail => mail.Text.Contains("By Wednesday 11 March we will have gone to look.", StringComparison.Ordinal));
        received.ShouldAllBe(mail => mail.Html.Contains("<h1", StringComparison.Ordinal));
        (await app.MailAsync(ids[0])).LastAnswer.ShouldNotBeNull().ShouldStartWith("250 ");
    }

    [Theory]
    [InlineData("-q", "RCPT", MessageState.Waiting)]
    [InlineData("-r", "RCPT", MessageState.Waiting)]
    [InlineData("-f", "RCPT", MessageState.Failed)]
    [InlineData("-f", ".", MessageState.Failed)]
    [InlineData("-r", ".", MessageState.Waiting)]
    [InlineData("-f", "MAIL", MessageState.Waiting)]
    public async Task What_it_refuses_is_written_down(string how, string at, MessageState state)
    {
        await using var sink = Sink.Start(how, at);
        await using var app = await KeptApp.StartAsync(options => sink.Configure(options));
        var id = await app.AddMailAsync();
        await app.RunDueWorkAsync();
        var message = await app.MailAsync(id);
        message.State.ShouldBe(state);
        message.LastAnswer.ShouldNotBeNullOrEmpty();
        message.Attempts.ShouldBe(1);
    }

    private sealed class Sink : IAsyncDisposable
    {
        private readonly Process process;
        private readonly string folder;
        private readonly int port;

        private Sink(Process process, string folder, int port) => (this.process, this.folder, this.port) = (process, folder, port);

        /// <summary>What arrived, without the lines the sink adds about the envelope.</summary>
        public IReadOnlyList<byte[]> Mails =>
        [
            .. Directory.GetFiles(folder).Select(file => Encoding.Latin1.GetString(File.ReadAllBytes(file)).ReplaceLineEndings("\n"))
                .Where(text => text.Contains("\nDate:", StringComparison.Ordinal))
                .Select(text => Encoding.Latin1.GetBytes(text[(text.IndexOf("\nDate:", StringComparison.Ordinal) + 1)..].TrimEnd('\n').Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\n")),
        ];

        public static Sink Start(params string[] arguments)
        {
            if (!File.Exists(Program))
            {
                Assert.Skip("smtp-sink is not installed (Debian package postfix).");
            }

            var folder = TestFolder.New("sink");
            var port = FreePorts.Next();
            var start = new ProcessStartInfo(Program) { WorkingDirectory = folder, RedirectStandardError = true };
            string[] all = [.. arguments, .. Environment.UserName == "root" ? ["-u", "root"] : Array.Empty<string>(), "-d", folder + "/%M.", $"127.0.0.1:{port}", "16"];
            Array.ForEach(all, start.ArgumentList.Add);
            return new Sink(Process.Start(start)!, folder, port);
        }

        public void Configure(KeptAppOptions options)
        {
            WaitUntilOpen();
            options.Settings["Mail:Smtp:Host"] = "127.0.0.1";
            options.Settings["Mail:Smtp:Port"] = port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        public async ValueTask DisposeAsync()
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        private void WaitUntilOpen()
        {
            var watch = Stopwatch.StartNew();
            while (watch.Elapsed < TimeSpan.FromSeconds(10) && !process.HasExited)
            {
                try
                {
                    using var client = new TcpClient("127.0.0.1", port);
                    return;
                }
                catch (SocketException)
                {
                    Thread.Yield();
                }
            }

            throw new InvalidOperationException($"smtp-sink does not answer: {(process.HasExited ? process.StandardError.ReadToEnd() : "")}");
        }
    }
}
