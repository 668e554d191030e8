using Kept.Catalogue;

namespace Kept.Staff;

/// <summary>The teams of the catalogue, as places where people work.</summary>
internal sealed class StaffTeams(CatalogueInUse catalogue)
{
    /// <summary>Codes and names, in the catalogue's order.</summary>
    public IEnumerable<(string Code, string Name)> All(string language) =>
        catalogue.Current.Council.Teams.Select(team => (team.Code, team.Name.In(language)));

    /// <summary>The name of a team; its code where the catalogue has dropped it.</summary>
    public string NameOf(string code, string language) =>
        catalogue.Current.Council.Teams.FirstOrDefault(team => team.Code == code)?.Name.In(language) ?? code;

    /// <param name="current">Stays allowed although the catalogue may have dropped it.</param>
    public IEnumerable<InputProblem> Check(string? team, string? current = null) =>
        team is null || team == current || catalogue.Current.Council.Teams.Any(known => known.Code == team)
            ? []
            : [new InputProblem("Team", "staff.problem.team")];
}
