using System.Collections.Immutable;
using Kept.Catalogue.Reading;
using Kept.Domain.Calendars;

namespace Kept.Catalogue;

/// <summary>The calendars of council.json alone, for commands that need no service and must start at once.</summary>
internal static class CouncilCalendars
{
    /// <exception cref="CalendarException">The file is there but wrong; the message names file and line.</exception>
    /// <returns>None where the folder has no council.json.</returns>
    public static ImmutableArray<CalendarDefinition> Read(string folder)
    {
        var path = Path.Combine(folder, CatalogueFiles.CouncilFileName);
        if (!File.Exists(path))
        {
            return [];
        }

        var mistakes = new List<Mistake>();
        var council = SourceReader.Read(CatalogueFiles.CouncilFileName, File.ReadAllBytes(path), mistakes);
        if (council is SourceObject file && mistakes.Count == 0)
        {
            const string schema = "council.schema.json";
            var rules = Schema.Read(schema, File.ReadAllBytes(Path.Combine(CatalogueFiles.ShippedFolder, schema)));
            new SchemaCheck(rules).Check(file, mistakes);
            foreach (var calendar in file.Objects("calendars"))
            {
                CalendarSense.Check(calendar, mistakes);
            }

            if (mistakes.Count == 0)
            {
                HolidayFiles.TakeIn(file, folder, mistakes);
            }

            if (mistakes.Count == 0)
            {
                return [.. file.Objects("calendars").Select(CalendarReader.Read)];
            }
        }

        throw new CalendarException($"The calendars in {path} cannot be read: {mistakes.FirstOrDefault()}");
    }
}
