using System.Collections;
using System.ComponentModel;
using Microsoft.Extensions.Options;

namespace Kept.Settings;

/// <summary>
/// Whether what was written for a setting is of its type. Asked before the values are read, because reading stops at the first
/// that is not, with words for programmers.
/// </summary>
internal static class SettingTypes
{
    /// <summary>Binds a section; values of the wrong type are mistakes like any other, each with a sentence that names its setting.</summary>
    public static OptionsBuilder<T> BindSettings<T>(this OptionsBuilder<T> options, IConfigurationSection section)
        where T : class
    {
        options.Services.AddSingleton(new KnownSettings(typeof(T), section));
        return options.Configure(_ =>
        {
            if (Mistakes(typeof(T), section).ToList() is { Count: > 0 } mistakes)
            {
                throw new OptionsValidationException(options.Name, typeof(T), mistakes);
            }
        }).Bind(section);
    }

    /// <summary>Sentences about values that are not of the type of their setting.</summary>
    public static IEnumerable<string> Mistakes(Type settings, IConfiguration section) => settings.GetProperties()
        .Where(property => property.CanWrite)
        .SelectMany(property => MistakesIn(property.PropertyType, section.GetSection(property.Name)));

    private static IEnumerable<string> MistakesIn(Type type, IConfigurationSection setting)
    {
        var wanted = Nullable.GetUnderlyingType(type) ?? type;
        if (wanted.IsValueType)
        {
            return setting.Value is { } text && !CanBeRead(wanted, text) ? [$"{setting.Path} is \"{text}\". Write {Words(wanted)}."] : [];
        }

        return wanted == typeof(string) ? []
            : typeof(IEnumerable).IsAssignableFrom(wanted)
                ? setting.GetChildren().SelectMany(entry => MistakesIn(wanted.GetElementType() ?? wanted.GetGenericArguments()[^1], entry))
                : Mistakes(wanted, setting);
    }

    private static bool CanBeRead(Type type, string text)
    {
        try
        {
            return TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text) is not null;
        }
        catch (Exception problem) when (problem is FormatException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    private static string Words(Type type) =>
        type == typeof(bool) ? "\"true\" or \"false\""
        : type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type))}"
        : type == typeof(double) || type == typeof(decimal) ? "a number such as 51.5"
        : "a whole number";
}
