namespace Kept;

/// <summary>What the log says of a start that fails.</summary>
internal static class StartLog
{
    private const string Host = "Microsoft.Extensions.Hosting.Internal.Host";

    /// <summary>
    /// The host logs why it could not start, with a stack, and throws the same: the program says it in a sentence
    /// (<see cref="StartProblem"/>), or ends with all of it. Once started, the host logs as ever.
    /// </summary>
    public static IServiceCollection SayOnceWhyItDidNotStart(this IServiceCollection services)
    {
        services.AddOptions<LoggerFilterOptions>().Configure<IServiceProvider>((options, provider) => options.Rules.Add(
            new LoggerFilterRule(null, Host, LogLevel.Information, (_, _, level) => level == LogLevel.Critical || HasStarted(provider))));
        return services;
    }

    private static bool HasStarted(IServiceProvider provider) =>
        provider.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.IsCancellationRequested;
}
