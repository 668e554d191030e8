using NodaTime;

namespace Kept.Testing;

/// <summary>What a test wants different from a freshly installed Kept.</summary>
internal sealed class KeptAppOptions
{
    /// <summary>By full name, such as <c>Kept:Organisation:Name</c>; they win over every other source.</summary>
    public Dictionary<string, string?> Settings { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Replaces or adds services after the program has registered its own.</summary>
    public Action<IServiceCollection>? Services { get; set; }

    /// <summary>Is done on the installation before the program starts on it.</summary>
    public Func<KeptApp, Task>? BeforeStart { get; set; }

    /// <summary>Where traces, measures and logs are sent; null for nowhere.</summary>
    public Uri? Exports { get; set; }

    /// <summary>Under which name of this machine it is reached; passkeys want a name.</summary>
    public string Host { get; set; } = "127.0.0.1";

    /// <summary>When the test's clock starts.</summary>
    public Instant Start { get; set; } = KeptApp.UsualStart;

    /// <summary>The real clock, and work that runs by itself: for tests that need a browser's or a second process's time.</summary>
    public bool RealTime { get; set; }
}
