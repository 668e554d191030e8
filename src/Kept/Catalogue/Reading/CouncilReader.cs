using Kept.Domain.Catalogue;

namespace Kept.Catalogue.Reading;

/// <summary>Makes the council of its checked file, or of a stored version.</summary>
internal static class CouncilReader
{
    public static Council Read(SourceObject file) => new(
        Languages: file.List("languages").Texts(),
        Groups: [.. file.Objects("groups").Select(group => new ServiceGroup(group.Text("code"), group.LocalText("name")))],
        Teams: [.. file.Objects("teams").Select(team => new Team(team.Text("code"), team.LocalText("name"), team.Text("calendar")))],
        Calendars: [.. file.Objects("calendars").Select(CalendarReader.Read)],
        Popular: file["popular"] is SourceArray popular ? popular.Texts() : [],
        Examples: [.. file.Objects("examples").Select(ReadExample)]);

    private static SearchExample ReadExample(SourceObject example) => new(
        [.. example.List("months").Items.OfType<SourceNumber>().Select(month => (int)month.Value)], example.LocalText("text"));
}
