using Kept.Exchange.ImportFile;
using Kept.Settings;
using Kept.Staff;
using Kept.Staff.ManageStaff;
using Kept.Storage;
using Kept.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Kept.Exchange.ImportStaff;

/// <summary>
/// Invites colleagues from a list. With one problem in the file nobody is invited. Whoever is here already, or was invited
/// before, is left alone; colleagues who have left the other installation are passed over.
/// </summary>
internal sealed class ImportStaff(KeptDb db, InviteStaff invite, StaffTeams teams, TextLibrary texts, IOptions<KeptSettings> settings)
{
    public static readonly ImportColumns Columns = new(["mail", "name"], ["role", "team", "language", "active"], "id", "joined");

    /// <param name="by">An administrator, who stands in the invitations.</param>
    /// <param name="dryRun">Only look.</param>
    /// <param name="file">The list.</param>
    /// <param name="progress">Told how many rows have been dealt with.</param>
    /// <param name="cancellationToken">Invitations that went out until then stay.</param>
    public async Task<ImportOutcome> HandleAsync(
        StaffIdentity by, bool dryRun, Stream file, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        if (!by.MayActAs(StaffRole.Administrator))
        {
            return new ImportOutcome.NotAllowed();
        }

        var (problems, people, rows, left) = (new ImportProblems(), new Dictionary<string, Invitation>(StringComparer.Ordinal), 0L, 0L);
        await foreach (var row in ReadRows.FromAsync(file, Columns, problems, cancellationToken))
        {
            rows++;
            if (!row.Truth("active", usual: true))
            {
                left++;
                continue;
            }

            var person = Read(row);
            if (!people.TryAdd(StaffMember.KeyOf(person.Mail), person))
            {
                row.Wrong("mail", "twice");
            }
        }

        if (problems.Count > 0)
        {
            return problems.Outcome(rows);
        }

        var here = (await db.Set<StaffMember>().AsNoTracking().Select(member => member.NormalizedEmail).ToListAsync(cancellationToken)).ToHashSet();
        var missing = people.Where(person => !here.Contains(person.Key)).Select(person => person.Value).ToList();
        if (dryRun)
        {
            return new ImportOutcome.Right(missing.Count, people.Count - missing.Count, left);
        }

        var invited = 0L;
        foreach (var person in missing)
        {
            if (await invite.RunAsync(by, person, cancellationToken) is InviteOutcome.Invited)
            {
                invited++;
                progress?.Report(invited);
            }
        }

        return new ImportOutcome.Imported(invited, people.Count - invited, left);
    }

    private Invitation Read(ImportRow row)
    {
        var (mail, name) = (row.Required("mail", StaffInput.LongestMail), row.Required("name", StaffInput.LongestName));
        if (mail.Length > 0 && StaffInput.CheckMail(mail).Any())
        {
            row.Wrong("mail", "mail");
        }

        var (team, language) = (row.Text("team", 80), row.Text("language", 10) ?? settings.Value.Organisation.Language);
        if (teams.Check(team).Any())
        {
            row.Wrong("team", "team");
        }

        if (!texts.Has(language))
        {
            row.Wrong("language", "language");
        }

        return new Invitation(name, mail, row.Choice("role", StaffRole.Agent), team, language);
    }
}
