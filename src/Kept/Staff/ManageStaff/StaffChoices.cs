using Kept.Chrome.Fields;
using Kept.Texts;

namespace Kept.Staff.ManageStaff;

/// <summary>What the forms about colleagues let one choose from.</summary>
internal sealed class StaffChoices(StaffTeams teams, TextLibrary texts, Words words)
{
    public IEnumerable<Option> Roles() => Enum.GetNames<StaffRole>()
        .Select(role => new Option(role, words["staff.role." + role], words["staff.roleHint." + role]));

    /// <param name="current">Offered too where the catalogue has dropped it.</param>
    public IEnumerable<Option> Teams(string? current = null)
    {
        var known = teams.All(words.Language).ToList();
        return known.Select(team => new Option(team.Code, team.Name))
            .Prepend(new Option("", words["staff.admin.noTeam"]))
            .Concat(current is null || known.Any(team => team.Code == current) ? [] : [new Option(current, current)]);
    }

    public IEnumerable<Option> Languages() => texts.Languages.Select(code => new Option(code, texts.In(code)["language.name"]));
}
