namespace Kept.Catalogue.Reading;

/// <summary>The codes that services may name, as far as council.json could be read.</summary>
internal sealed record CouncilCodes(
    IReadOnlyList<string> Languages, IReadOnlyList<string> Groups, IReadOnlyList<string> Teams, IReadOnlyList<string> Calendars)
{
    /// <summary>council.json could not be read, so nothing can be said about the codes in it.</summary>
    public static CouncilCodes None { get; } = new([], [], [], []);

    public static CouncilCodes Of(SourceObject council) => new(
        council["languages"] is SourceArray languages ? languages.Texts() : [],
        [.. Codes(council, "groups")], [.. Codes(council, "teams")], [.. Codes(council, "calendars")]);

    private static IEnumerable<string> Codes(SourceObject council, string list) =>
        council.Objects(list).Select(item => item["code"]).OfType<SourceText>().Select(code => code.Value);
}
