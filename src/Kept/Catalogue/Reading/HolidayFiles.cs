using Kept.Domain.Calendars;
using NodaTime;

namespace Kept.Catalogue.Reading;

/// <summary>
/// The iCalendar files that calendars of council.json name. Their texts take the place of their paths, so that what is
/// stored says everything by itself and a changed file is a changed catalogue.
/// </summary>
internal static class HolidayFiles
{
    public const string Property = "holidayFiles";

    private const int MostBytes = 256 * 1024;

    /// <param name="folder">The catalogue's folder; paths are relative to it and cannot leave it, as the schema has it.</param>
    public static void TakeIn(SourceObject council, string folder, List<Mistake> mistakes)
    {
        foreach (var calendar in council.Objects("calendars"))
        {
            if (calendar[Property] is SourceArray files && calendar["zone"] is SourceText zone
                && DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone.Value) is { } timeZone)
            {
                files.ReplaceTexts(file => Read(file, folder, timeZone, mistakes));
            }
        }
    }

    private static string Read(SourceText file, string folder, DateTimeZone zone, List<Mistake> mistakes)
    {
        try
        {
            var path = Path.Combine(folder, file.Value);
            if (new FileInfo(path).Length > MostBytes)
            {
                mistakes.Add(file.Mistake($"the file {file.Found} is larger than {MostBytes / 1024} KB; is it the right one?"));
                return "";
            }

            var text = File.ReadAllText(path);
            HolidayFile.Read(text, file.Value, zone);
            return text;
        }
        catch (CalendarException wrong)
        {
            mistakes.Add(file.Mistake(wrong.Message));
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            mistakes.Add(file.Mistake($"there is no file {file.Found}; put it into {Path.GetFullPath(folder)}"));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            mistakes.Add(file.Mistake($"the file {file.Found} cannot be read: {problem.Message}"));
        }

        return "";
    }
}
