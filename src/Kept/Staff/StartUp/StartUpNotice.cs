using Kept.Settings;
using Kept.Staff.Demo;
using Kept.Staff.Links;
using Kept.Staff.SetUp;
using Kept.Storage;
using Kept.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Kept.Staff.StartUp;

/// <summary>
/// What the console says once the program serves: its addresses and, as the case may be, how to sign in to the demo
/// council, or the link with which the first administrator is set up. Every start makes a new link and ends the one before.
/// </summary>
internal sealed class StartUpNotice(
    KeptDb db, OneTimeLinks links, SetUpFirstAdministrator setUp, DemoSignIn demo, StaffTeams teams, TextLibrary texts,
    IOptions<KeptSettings> settings)
{
    /// <param name="console">Where to write.</param>
    /// <param name="addresses">Where the program listens.</param>
    /// <param name="further">What other parts have to say, before the last line.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task WriteAsync(
        TextWriter console, IEnumerable<string> addresses, IReadOnlyList<string> further, CancellationToken cancellationToken)
    {
        var words = texts.In(settings.Value.Organisation.Language);
        var address = Reachable(addresses);
        var lines = new List<string>
        {
            "",
            words["command.start.serving", ("address", address)],
            words["command.start.signIn", ("address", address + "/sign-in")],
        };
        if (await setUp.IsNeededAsync(cancellationToken))
        {
            await AddSetUpLinkAsync(lines, words, address, cancellationToken);
        }
        else if (await demo.ReadAsync(cancellationToken) is { } password)
        {
            await AddDemoAsync(lines, words, password, cancellationToken);
        }

        lines.AddRange(further.Count > 0 ? [.. further, ""] : []);
        lines.Add(words["command.start.stop"]);
        foreach (var line in lines)
        {
            await console.WriteLineAsync(line.AsMemory(), cancellationToken);
        }

        await console.FlushAsync(cancellationToken);
    }

    private async Task AddSetUpLinkAsync(List<string> lines, Words words, string address, CancellationToken cancellationToken)
    {
        await links.TakeBackAsync(LinkPurpose.FirstAdministrator, null, cancellationToken);
        var secret = links.Add(LinkPurpose.FirstAdministrator, null);
        await db.SaveChangesAsync(cancellationToken);
        lines.AddRange(["", words["command.start.setUp"], $"  {address}/set-up/{secret.Text}", ""]);
    }

    private async Task AddDemoAsync(List<string> lines, Words words, string password, CancellationToken cancellationToken)
    {
        var mails = DemoStaff.People.Select(person => StaffMember.KeyOf(person.Mail)).ToList();
        var people = await db.Set<StaffMember>().AsNoTracking()
            .Where(m => m.Active && mails.Contains(m.NormalizedEmail!)).OrderBy(m => m.Id).ToListAsync(cancellationToken);
        lines.AddRange(["", words["command.start.demo", ("password", password)]]);
        var width = people.Max(m => m.Mail.Length);
        lines.AddRange(people.Select(m =>
            $"  {m.Mail.PadRight(width)}  {m.Name}, {words["staff.role." + m.Role]}{(m.Team is null ? "" : ", " + teams.NameOf(m.Team, words.Language))}"));
        lines.Add("");
    }

    /// <summary>The first address one can click: a server that listens on all of them is reached by the public one.</summary>
    private string Reachable(IEnumerable<string> addresses) =>
        (addresses.Select(address => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri : null)
            .FirstOrDefault(uri => uri is not null && uri.Host is not ("0.0.0.0" or "[::]" or "+" or "*"))
            ?? new Uri(settings.Value.PublicAddress)).GetLeftPart(UriPartial.Authority);
}
