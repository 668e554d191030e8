using System.Diagnostics;
using Kept.Texts;
using Spectre.Console;

namespace Kept.Commands.Csv;

/// <summary>How far a long command is: a bar on a terminal, a line every few seconds elsewhere.</summary>
internal sealed class Bar(Words words, bool plain, TextWriter error)
{
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(5);

    /// <param name="title">The key of the text beside the bar.</param>
    /// <param name="total">How much there is to do; at least 1 is shown.</param>
    /// <param name="work">Tells how much has been done.</param>
    public async Task<T> WhileAsync<T>(string title, long total, Func<IProgress<long>, Task<T>> work)
    {
        if (plain || Console.IsOutputRedirected || Console.IsErrorRedirected)
        {
            var since = Stopwatch.StartNew();
            return await work(new Each(done =>
            {
                if (since.Elapsed >= LineEvery)
                {
                    since.Restart();
                    error.WriteLine(words["exchange.command.soFar", ("lines", done), ("total", total)]);
                }
            }));
        }

        return await AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async bars =>
            {
                var bar = bars.AddTask(Markup.Escape(words[title]), maxValue: Math.Max(1, total));
                return await work(new Each(done => bar.Value = done));
            });
    }

    private sealed class Each(Action<long> tell) : IProgress<long>
    {
        public void Report(long value) => tell(value);
    }
}
