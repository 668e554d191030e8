using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;
using Kept.Texts;

namespace Kept.Commands;

/// <summary>Reads what was typed as more than text. What cannot be read is said in a sentence that tells what to write.</summary>
internal static class Typed
{
    /// <summary>A whole number of a range.</summary>
    public static Func<ArgumentResult, T> Number<T>(Words words, T least, T most)
        where T : struct, IBinaryInteger<T> => result =>
    {
        var text = result.Tokens is [var token, ..] ? token.Value : "";
        if (T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        result.AddError(words["command.badNumber", ("name", NameOf(result)), ("text", text), ("least", least), ("most", most)]);
        return default;
    };

    /// <summary>The number by which something is listed.</summary>
    public static Func<ArgumentResult, long> Id(Words words) => result =>
    {
        var text = result.Tokens is [var token, ..] ? token.Value : "";
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            result.AddError(words["command.badId", ("name", NameOf(result)), ("text", text)]);
        }

        return id;
    };

    /// <summary>One of a few words, whether large or small.</summary>
    public static Func<ArgumentResult, T> Choice<T>(Words words)
        where T : struct, Enum => result =>
    {
        var text = result.Tokens is [var token, ..] ? token.Value : "";
        var name = Enum.GetNames<T>().FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (name is not null)
        {
            return Enum.Parse<T>(name);
        }

        result.AddError(words["command.badChoice", ("name", NameOf(result)), ("text", text), ("choices", ChoicesOf<T>())]);
        return default;
    };

    /// <summary>The words of a choice as one types them.</summary>
    public static string ChoicesOf<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant();

    /// <summary>Null where nothing was typed.</summary>
    public static Func<ArgumentResult, T?> OrNone<T>(Func<ArgumentResult, T> read)
        where T : struct => result => result.Tokens.Count == 0 ? null : read(result);

    private static string NameOf(ArgumentResult result) => result.Parent is OptionResult option ? option.Option.Name : result.Argument.Name;
}
