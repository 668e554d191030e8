namespace Kept.Browser.Tests.Windows;

/// <summary>How somebody looks at the pages.</summary>
public sealed record View(Screen Screen, string Language = "en", bool HasScript = true)
{
    public static readonly View Desktop = new(Screen.Desktop);

    public static readonly View Phone = new(Screen.Phone);

    /// <summary>Both screens in every language with script, and both in English without.</summary>
    public static IEnumerable<View> All =>
        from screen in new[] { Screen.Desktop, Screen.Phone }
        from view in new[] { "en", "de", "hr", "hu" }.Select(language => new View(screen, language)).Append(new View(screen, HasScript: false))
        select view;

    public override string ToString() => $"{Screen.Name}-{Language}{(HasScript ? "" : "-noscript")}";
}

/// <summary>A size of window, in CSS pixels.</summary>
public sealed record Screen(string Name, int Width, int Height, bool IsPhone)
{
    public static readonly Screen Desktop = new("desktop", 1280, 800, IsPhone: false);

    public static readonly Screen Phone = new("phone", 390, 844, IsPhone: true);
}
