using System.Collections.Concurrent;

namespace Kept.Testing;

/// <summary>What the program logged, from information upwards.</summary>
internal sealed class AppLog : ILoggerProvider
{
    private readonly ConcurrentQueue<LogLine> lines = new();

    public IReadOnlyList<LogLine> Lines => [.. lines];

    public IReadOnlyList<LogLine> Problems => [.. lines.Where(line => line.Level >= LogLevel.Warning)];

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    public void Dispose()
    {
        // The lines outlive the program: tests look at them after it has stopped.
    }

    private sealed class Writer(AppLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                log.lines.Enqueue(new LogLine(logLevel, category, formatter(state, exception), exception));
            }
        }
    }
}

internal sealed record LogLine(LogLevel Level, string Category, string Text, Exception? Problem)
{
    public override string ToString() => $"{Level} {Category}: {Text}{(Problem is null ? "" : $"\n{Problem}")}";
}
