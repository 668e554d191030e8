using System.Collections;

namespace Kept.Settings;

/// <summary>A section of ours and what stands in it.</summary>
internal sealed record KnownSettings(Type Type, IConfigurationSection Section);

/// <summary>
/// Names settings in our sections that do not exist, such as <c>Kept:Organization:Name</c>: nothing would come of them, and nobody
/// would know. It warns and does not stop, because an older program has to start with the settings of a newer one when somebody goes back
/// to it in a hurry. Only sections of ours are looked at, so that variables of other programs are left alone.
/// </summary>
internal sealed partial class UnknownSettings(IEnumerable<KnownSettings> known, ILogger<UnknownSettings> log)
{
    private const int MostLettersApart = 3;

    public void Warn()
    {
        foreach (var (path, meant) in Find())
        {
            if (meant is null)
            {
                LogUnknown(log, path);
            }
            else
            {
                LogMeant(log, path, meant);
            }
        }
    }

    /// <summary>Where they stand, and what may have been meant; never their values, which may be passwords.</summary>
    public IEnumerable<(string Path, string? Meant)> Find() => known.SelectMany(settings => In(settings.Type, settings.Section));

    private static IEnumerable<(string Path, string? Meant)> In(Type type, IConfigurationSection section)
    {
        var names = type.GetProperties().Where(property => property.CanWrite).ToDictionary(property => property.Name, property => property.PropertyType, StringComparer.OrdinalIgnoreCase);
        return section.GetChildren().SelectMany(setting => names.TryGetValue(setting.Key, out var inside)
            ? Inside(inside, setting)
            : [(setting.Path, Nearest(setting.Key, names.Keys) is { } near ? $"{section.Path}:{near}" : null)]);
    }

    private static IEnumerable<(string Path, string? Meant)> Inside(Type type, IConfigurationSection setting) =>
        type.IsValueType || type == typeof(string) ? []
        : typeof(IEnumerable).IsAssignableFrom(type)
            ? setting.GetChildren().SelectMany(entry => Inside(type.GetElementType() ?? type.GetGenericArguments()[^1], entry))
        : In(type, setting);

    private static string? Nearest(string typed, IEnumerable<string> names) =>
        names.Select(name => (Name: name, Apart: LettersApart(typed.ToLowerInvariant(), name.ToLowerInvariant())))
            .Where(near => near.Apart < MostLettersApart && near.Apart <= near.Name.Length / 2).OrderBy(near => near.Apart).Select(near => near.Name).FirstOrDefault();

    /// <summary>How many letters have to be put in, left out or replaced (Levenshtein).</summary>
    private static int LettersApart(string one, string other)
    {
        var before = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var now = new int[other.Length + 1];
            now[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                now[j] = Math.Min(Math.Min(before[j], now[j - 1]) + 1, before[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
            }

            before = now;
        }

        return before[^1];
    }

    [LoggerMessage(LogLevel.Warning, "There is no setting {Path}, so it changes nothing. Every setting is in appsettings.json.")]
    private static partial void LogUnknown(ILogger log, string path);

    [LoggerMessage(LogLevel.Warning, "There is no setting {Path}, so it changes nothing. Perhaps {Meant} was meant.")]
    private static partial void LogMeant(ILogger log, string path, string meant);
}
