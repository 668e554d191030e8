using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Kept.Catalogue.TakeIntoUse;
using Kept.Commands.Mail;
using Kept.Demo.FillWithCases;
using Kept.Staff.StartUp;
using Kept.Texts;
using Spectre.Console;

namespace Kept.Commands;

/// <summary><c>kept demo --cases N</c>: adds cases to the demo council, as they would have come in over three years.</summary>
internal static class DemoVerb
{
    private const int MostCases = 20_000_000;
    private const int ThreeYears = 3 * 365;

    public static Command Build(TextLibrary texts, Words words)
    {
        var cases = new Option<int>("--cases") { Description = words["demo.command.cases"], Required = true, CustomParser = Typed.Number(words, 1, MostCases) };
        var seed = new Option<int>("--seed")
        {
            Description = words["demo.command.seed"], DefaultValueFactory = _ => 1, CustomParser = Typed.Number(words, int.MinValue, int.MaxValue),
        };
        var json = new Option<bool>("--json") { Description = words["command.option.json"] };
        var command = new Command("demo", words["demo.command.about"]) { cases, seed, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var input = new FillWithCasesInput(parsed.GetValue(cases), parsed.GetValue(seed), ThreeYears);
            return ProgramServices.RunOnNewAsync(
                error, services => FillAsync(services, input, new Report(texts.In(Verbs.TerminalLanguage()), parsed.GetValue(json), output, error), cancellationToken), cancellationToken);
        });
        return command;
    }

    private static async Task<int> FillAsync(IServiceProvider services, FillWithCasesInput input, Report report, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<CatalogueStart>().RunAsync(cancellationToken);
        await services.GetRequiredService<StaffStart>().RunAsync(cancellationToken);
        var started = Stopwatch.StartNew();
        var outcome = await report.WhileAsync(
            input.Cases, progress => services.GetRequiredService<FillWithCases>().HandleAsync(input, progress, cancellationToken));
        return report.Done(outcome, started.Elapsed);
    }

    /// <summary>A bar on a terminal, a line every few seconds elsewhere, and the sum at the end.</summary>
    private sealed class Report(Words words, bool json, TextWriter output, TextWriter error)
    {
        private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(5);

        public async Task<FillWithCasesOutcome> WhileAsync(int total, Func<IProgress<int>, Task<FillWithCasesOutcome>> fill)
        {
            if (json || Console.IsOutputRedirected || Console.IsErrorRedirected)
            {
                return await fill(new Lines(written => error.WriteLine(words["demo.command.soFar", ("cases", written), ("total", total)])));
            }

            return await AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
                .StartAsync(async bars =>
                {
                    var bar = bars.AddTask(Markup.Escape(words["demo.command.bar"]), maxValue: total);
                    return await fill(new Each(written => bar.Value = written));
                });
        }

        public int Done(FillWithCasesOutcome outcome, TimeSpan took)
        {
            switch (outcome)
            {
                case FillWithCasesOutcome.Filled filled:
                    var seconds = Math.Max(took.TotalSeconds, 0.001);
                    output.WriteLine(json
                        ? new JsonObject { ["cases"] = filled.Cases, ["closed"] = filled.Closed, ["seconds"] = Math.Round(seconds, 3) }.ToJsonString()
                        : words["demo.command.done", ("cases", filled.Cases), ("closed", filled.Closed), ("seconds", seconds.ToString("N1", words.Culture)), ("rate", (int)(filled.Cases / seconds))]);
                    return 0;
                default:
                    error.WriteLine(words["demo.command.notADemo"]);
                    return 1;
            }
        }

        private sealed class Each(Action<int> tell) : IProgress<int>
        {
            public void Report(int value) => tell(value);
        }

        private sealed class Lines(Action<int> tell) : IProgress<int>
        {
            private readonly Stopwatch since = Stopwatch.StartNew();

            public void Report(int value)
            {
                if (since.Elapsed >= LineEvery)
                {
                    since.Restart();
                    tell(value);
                }
            }
        }
    }
}
