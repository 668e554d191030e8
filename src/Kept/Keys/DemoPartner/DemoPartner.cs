using Kept.Settings;
using Kept.Storage;
using Kept.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Keys.DemoPartner;

/// <summary>
/// The one partner of the demo council. Its key stands in a file that only its owner may read, beside the demo password,
/// so that every start can print it.
/// </summary>
internal sealed class DemoPartner(KeptDb db, TextLibrary texts, IdSource ids, IClock clock, IOptions<KeptSettings> settings)
{
    public const string FileName = "demo-open311-key.txt";
    public const string Name = "Neighbourly Reports";

    private string File => Path.Combine(settings.Value.FullDataFolder, FileName);

    /// <summary>Makes partner and key for a council that has just been made.</summary>
    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        if (await db.Set<Partner>().AnyAsync(cancellationToken))
        {
            return;
        }

        var now = clock.GetCurrentInstant();
        var partner = new Partner(ids.Next(), Name, "reports@neighbourly.example", null, now);
        var text = KeyText.NewRandom();
        var made = new NewKey(partner.Id, null, "Open311", RightsOf.Partners, KeyProblems.MostPerMinute, null);
        db.AddRange(partner, new AccessKey(ids.Next(), text, made, null, now));
        await PrivateFile.WriteAsync(File, text.Reveal(), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>What the console says about it at start; nothing where this is no demo council, or the key was revoked.</summary>
    public async Task<IReadOnlyList<string>> LinesAsync(CancellationToken cancellationToken)
    {
        if (await PrivateFile.ReadAsync(File, cancellationToken) is not { } key || !KeyText.TryParse(key, out var text)
            || !await db.Set<AccessKey>().AnyAsync(known => known.Prefix == text.Prefix && known.RevokedAt == null, cancellationToken))
        {
            return [];
        }

        return [texts.In(settings.Value.Organisation.Language)["command.start.partner", ("key", key)]];
    }
}
