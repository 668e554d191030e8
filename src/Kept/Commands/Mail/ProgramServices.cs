using Kept.Storage;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Kept.Commands.Mail;

/// <summary>The program's services for a command that works on the database: nothing is served and no work loop runs.</summary>
internal static class ProgramServices
{
    /// <summary>For commands that look at what is there, or exchange it: the database stays as it is.</summary>
    public static Task<int> RunAsIsAsync(TextWriter error, Func<IServiceProvider, Task<int>> command, int wrongSettings = 1) =>
        RunAsync(error, command, _ => Task.CompletedTask, wrongSettings);

    /// <summary>Runs the command and answers its exit code; a setting that is wrong is said in its sentence, and the code is 1.</summary>
    public static Task<int> RunAsync(TextWriter error, Func<IServiceProvider, Task<int>> command, CancellationToken cancellationToken) =>
        RunAsync(error, command, services =>
        {
            services.GetRequiredService<DataFolder>().Use();
            return services.GetRequiredService<SchemaRunner>().BringUpToDateAsync(cancellationToken);
        });

    private static async Task<int> RunAsync(TextWriter error, Func<IServiceProvider, Task<int>> command, Func<IServiceProvider, Task> prepare, int wrongSettings = 1)
    {
        var builder = KeptProgram.CreateBuilder();
        builder.AddKept();
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        try
        {
            await using var app = builder.Build();
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            await using var scope = app.Services.CreateAsyncScope();
            await prepare(scope.ServiceProvider);
            return await command(scope.ServiceProvider);
        }
        catch (Exception problem) when (Mistakes(problem) is { Count: > 0 } mistakes)
        {
            foreach (var mistake in mistakes)
            {
                await error.WriteLineAsync(mistake);
            }

            return wrongSettings;
        }
    }

    private static IReadOnlyList<string> Mistakes(Exception problem) => problem switch
    {
        OptionsValidationException one => [.. one.Failures],
        AggregateException several => [.. several.InnerExceptions.SelectMany(Mistakes)],
        _ => [],
    };
}
