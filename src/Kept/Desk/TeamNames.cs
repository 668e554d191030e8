using Kept.Catalogue;
using Kept.Texts;

namespace Kept.Desk;

/// <summary>The names of teams as people read them; a team that was taken away is still known by its code.</summary>
internal static class TeamNames
{
    public static string Of(CatalogueInUse catalogue, string code, Words words) =>
        catalogue.Current.Council.Teams.FirstOrDefault(team => team.Code == code)?.Name.In(words.Language) ?? code;
}
