using System.Text.Json.Serialization;

namespace Kept.Domain.Calendars.Holidays;

/// <summary>
/// What a closed day is called: a code that has a name in each shipped language, or the text a council wrote itself.
/// </summary>
/// <param name="Code">A code of the name table such as "good-friday", or null.</param>
/// <param name="Text">The council's own words where there is no code.</param>
/// <param name="IsSubstitute">Whether this day only stands in for the holiday, which fell on a weekend.</param>
public sealed record HolidayName(
    string? Code,
    string? Text = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsSubstitute = false)
{
    /// <summary>A name in the council's own words.</summary>
    public static HolidayName Of(string text) => new(null, text);

    /// <summary>The name as people of a language know it ("en", "de", "hr", "hu"; another language gets English).</summary>
    public string In(string language)
    {
        if (Code is null)
        {
            return Text ?? "";
        }

        var name = NameTable.Find(Code, language) ?? Text ?? Code;
        return IsSubstitute && NameTable.Find(NameTable.Substitute, language) is { } pattern
            ? pattern.Replace("{0}", name, StringComparison.Ordinal)
            : name;
    }
}
