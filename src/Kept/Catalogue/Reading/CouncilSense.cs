namespace Kept.Catalogue.Reading;

/// <summary>Whether the council's file makes sense: what its schema cannot say.</summary>
internal static class CouncilSense
{
    /// <param name="services">Codes of the services for which there is a file.</param>
    public static void Check(SourceObject council, IReadOnlyList<string> services, List<Mistake> mistakes)
    {
        var codes = CouncilCodes.Of(council);
        SenseCheck.EveryLanguage(council, codes.Languages, mistakes);
        SenseCheck.UniqueCodes(council.Objects("groups"), "group", mistakes);
        SenseCheck.UniqueCodes(council.Objects("teams"), "team", mistakes);
        SenseCheck.UniqueCodes(council.Objects("calendars"), "calendar", mistakes);
        if (council["languages"] is SourceArray languages && !codes.Languages.Contains("en"))
        {
            mistakes.Add(languages.Mistake("'languages' must have \"en\" among them, as it is read where another is missing; add it"));
        }

        foreach (var calendar in council.Objects("calendars"))
        {
            CalendarSense.Check(calendar, mistakes);
        }

        foreach (var team in council.Objects("teams"))
        {
            SenseCheck.KnownCode(team["calendar"], "calendar", codes.Calendars, mistakes);
        }

        foreach (var popular in (council["popular"] as SourceArray)?.Items.OfType<SourceText>() ?? [])
        {
            if (!services.Contains(popular.Value))
            {
                mistakes.Add(popular.Mistake($"there is no service {popular.Found}{Suggestion.For(popular.Value, services, "add its file or take it away")}"));
            }
        }
    }
}
