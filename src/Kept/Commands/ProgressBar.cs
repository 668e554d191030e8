using Spectre.Console;

namespace Kept.Commands;

/// <summary>A bar on a terminal; nothing where a program reads.</summary>
internal static class ProgressBar
{
    /// <param name="quiet">No bar, such as for JSON.</param>
    /// <param name="work">Is given what to call with how much of a hundred is done; null where nobody looks.</param>
    public static async Task<T> WhileAsync<T>(string title, bool quiet, Func<Action<int>?, Task<T>> work)
    {
        if (quiet || Console.IsOutputRedirected || Console.IsErrorRedirected)
        {
            return await work(null);
        }

        return await AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async bars =>
            {
                var bar = bars.AddTask(Markup.Escape(title), maxValue: 100);
                return await work(done => bar.Value = done);
            });
    }
}
