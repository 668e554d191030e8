using Kept.Commands;
using Kept.Texts;

namespace Kept;

/// <summary>What may stand on the command line of a program that serves: <c>--empty</c>, <c>--urls</c>, and settings.</summary>
internal static class ServeArguments
{
    private static readonly string[] OfTheHost = ["urls", "environment"];

    /// <summary>A sentence about the first argument that means nothing, in the language of the terminal; null where all is well.</summary>
    public static string? Mistake(IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] == KeptProgram.EmptyFlag)
            {
                continue;
            }

            var name = arguments[i].Split('=')[0];
            var hasValue = arguments[i].Contains('=') || (++i < arguments.Count && !arguments[i].StartsWith('-'));
            if (!IsSetting(name))
            {
                return Words()["command.unknownOption", ("option", name)];
            }

            if (!hasValue)
            {
                return Words()["command.noValue", ("option", name)];
            }
        }

        return null;
    }

    private static bool IsSetting(string name)
    {
        if (!name.StartsWith("--", StringComparison.Ordinal))
        {
            return false;
        }

        var parts = name[2..].Split(':');
        return OfTheHost.Contains(parts[0], StringComparer.OrdinalIgnoreCase)
            || (parts.Length > 1 && Documented().GetSection(parts[0]).GetChildren().Any(
                setting => string.Equals(setting.Key, parts[1], StringComparison.OrdinalIgnoreCase)));
    }

    private static IConfiguration Documented() => new ConfigurationBuilder()
        .SetBasePath(AppContext.BaseDirectory).AddJsonFile("appsettings.json", optional: true).Build();

    private static Words Words() => TextLibrary.Load().In(Verbs.TerminalLanguage());
}
