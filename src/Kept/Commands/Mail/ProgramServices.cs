using Kept.Backups;
using Kept.Settings;
using Kept.Storage;
using Kept.Texts;
using Microsoft.Extensions.Logging.Console;

namespace Kept.Commands.Mail;

/// <summary>The program's services for a command that works on the database: nothing is served and no work loop runs.</summary>
internal static class ProgramServices
{
    /// <summary>For commands that look at what is there, or exchange it: the database stays as it is.</summary>
    public static Task<int> RunAsIsAsync(TextWriter error, Func<IServiceProvider, Task<int>> command, int wrongSettings = ExitCodes.WrongSettings) =>
        RunAsync(error, command, _ => Task.CompletedTask, wrongSettings);

    /// <summary>
    /// Runs the command on a database that is there, and answers its exit code. What the settings or the disk do not allow is said
    /// in a sentence. A folder without a database is a mistake: whoever meant another would else be told that all is well.
    /// </summary>
    public static Task<int> RunAsync(TextWriter error, Func<IServiceProvider, Task<int>> command, CancellationToken cancellationToken) =>
        RunAsync(error, command, async services =>
        {
            if (!await services.GetRequiredService<DatabaseCopy>().HasDataAsync(cancellationToken))
            {
                throw new CannotStartException(WordsOf(services)["command.noDatabase", ("folder", services.GetRequiredService<DataFolder>().FullPath)], exitCode: 1);
            }

            await BringUpToDateAsync(services, cancellationToken);
        });

    /// <summary>As <see cref="RunAsync(TextWriter, Func{IServiceProvider, Task{int}}, CancellationToken)"/>, and makes the database where there is none.</summary>
    public static Task<int> RunOnNewAsync(TextWriter error, Func<IServiceProvider, Task<int>> command, CancellationToken cancellationToken) =>
        RunAsync(error, command, services => BringUpToDateAsync(services, cancellationToken));

    private static Task BringUpToDateAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        services.GetRequiredService<DataFolder>().Use();
        return services.GetRequiredService<SchemaRunner>().BringUpToDateAsync(cancellationToken);
    }

    private static async Task<int> RunAsync(
        TextWriter error, Func<IServiceProvider, Task<int>> command, Func<IServiceProvider, Task> prepare, int wrongSettings = ExitCodes.WrongSettings)
    {
        try
        {
            var builder = KeptProgram.CreateBuilder();
            builder.AddKept();
            builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
            await using var app = builder.Build();
            app.CheckSettings();
            await using var scope = app.Services.CreateAsyncScope();
            try
            {
                await prepare(scope.ServiceProvider);
                return await command(scope.ServiceProvider);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                await error.WriteLineAsync(WordsOf(scope.ServiceProvider)["command.fileProblem", ("problem", problem.Message)]);
                return 1;
            }
        }
        catch (Exception problem) when (StartProblem.Of(problem) is { } known)
        {
            foreach (var sentence in known.Sentences)
            {
                await error.WriteLineAsync(sentence);
            }

            return known.ExitCode == ExitCodes.WrongSettings ? wrongSettings : known.ExitCode;
        }
    }

    private static Words WordsOf(IServiceProvider services) => services.GetRequiredService<TextLibrary>().In(Verbs.TerminalLanguage());
}
