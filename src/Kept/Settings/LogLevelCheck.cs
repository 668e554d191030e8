using Microsoft.Extensions.Options;

namespace Kept.Settings;

/// <summary>Names the level of a log that is none, before the levels are read: that would stop with words that name no setting.</summary>
internal sealed class LogLevelCheck(IConfiguration configuration) : IConfigureOptions<LoggerFilterOptions>
{
    private const string Levels = "LogLevel";

    public void Configure(LoggerFilterOptions options)
    {
        if (Mistakes().ToList() is { Count: > 0 } mistakes)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(LoggerFilterOptions), mistakes);
        }
    }

    /// <summary>Levels stand under <c>Logging:LogLevel</c> for all, and under <c>Logging:Console:LogLevel</c> for one that writes.</summary>
    private IEnumerable<string> Mistakes()
    {
        var logging = configuration.GetSection("Logging");
        return logging.GetChildren().Select(writer => writer.GetSection(Levels)).Prepend(logging.GetSection(Levels))
            .SelectMany(levels => levels.GetChildren())
            .Where(level => level.Value is { Length: > 0 } text && !Enum.TryParse<LogLevel>(text, ignoreCase: true, out _))
            .Select(level => $"{level.Path} is \"{level.Value}\". Write one of {string.Join(", ", Enum.GetNames<LogLevel>())}.");
    }
}
