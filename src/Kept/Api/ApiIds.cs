using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Kept.Api;

/// <summary>Ids are texts, as programs in JavaScript cannot hold them as numbers.</summary>
internal static class ApiIds
{
    public static string Of(long id) => id.ToString(CultureInfo.InvariantCulture);

    [return: NotNullIfNotNull(nameof(id))]
    public static string? Of(long? id) => id is { } known ? Of(known) : null;

    /// <summary>0 for what is no id: it belongs to nothing, so that it is refused like every other stranger.</summary>
    public static long Parse(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;
}
