using Kept.Keys;
using Kept.Keys.AddPartner;
using Kept.Keys.ListKeys;
using Kept.Keys.MakeKey;
using Kept.Keys.RevokeKey;
using Kept.Staff;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace Kept.Commands.Keys;

/// <summary>What the key commands do; each answers its exit code.</summary>
internal sealed class KeyRing(IServiceProvider services, KeyReport report)
{
    private readonly KeptDb db = services.GetRequiredService<KeptDb>();

    public async Task<int> ListAsync(CancellationToken cancellationToken)
    {
        var partners = await db.Set<Partner>().AsNoTracking().ToDictionaryAsync(partner => partner.Id, partner => partner.Name, cancellationToken);
        var people = await db.Set<StaffMember>().AsNoTracking().ToDictionaryAsync(member => member.Id, member => member.Name, cancellationToken);
        report.List([.. (await services.GetRequiredService<ListKeys>().AllAsync(cancellationToken))
            .Select(listed => (listed.Key.PartnerId is { } partner ? partners[partner] : people[listed.Key.StaffId!.Value], listed))]);
        return 0;
    }

    public async Task<int> MakeAsync(KeyWish wish, CancellationToken cancellationToken)
    {
        if (RightsOf.Parse(wish.Rights) is not { } rights)
        {
            return report.Problem("keys.problem.rights");
        }

        Instant? end = null;
        if (wish.Until is not null)
        {
            if (!LocalDatePattern.Iso.Parse(wish.Until).TryGetValue(default, out var day) || day.Year >= 9999)
            {
                return report.Problem("keys.problem.expires");
            }

            end = services.GetRequiredService<KeyEnds>().After(day);
        }

        if (string.IsNullOrEmpty(wish.Partner) == string.IsNullOrEmpty(wish.Staff))
        {
            return report.Problem("keys.command.whose");
        }

        var (holder, problem) = await HolderAsync(wish, cancellationToken);
        return problem is not null
            ? report.Problem(problem)
            : await MakeAsync(new NewKey(holder.Partner, holder.Staff, wish.Label, rights, wish.PerMinute, end), cancellationToken);
    }

    public async Task<int> RevokeAsync(string given, CancellationToken cancellationToken)
    {
        var prefix = KeyText.TryParse(given, out var whole) ? whole.Prefix : given;
        var key = await db.Set<AccessKey>().AsNoTracking().SingleOrDefaultAsync(candidate => candidate.Prefix == prefix, cancellationToken);
        if (key is null)
        {
            return report.Problem("keys.command.unknown");
        }

        await services.GetRequiredService<RevokeKey>().HandleAsync(null, key.Id, cancellationToken);
        report.Revoked(key);
        return 0;
    }

    private async Task<int> MakeAsync(NewKey wanted, CancellationToken cancellationToken) =>
        await services.GetRequiredService<MakeKey>().HandleAsync(null, wanted, cancellationToken) switch
        {
            MakeKeyOutcome.Made made => report.Made(made.Key, made.Text),
            MakeKeyOutcome.Refused refused => report.Problem(refused.Problems[0].TextKey),
            _ => report.Problem("keys.command.nobody"),
        };

    private async Task<((long? Partner, long? Staff) Holder, string? Problem)> HolderAsync(KeyWish wish, CancellationToken cancellationToken)
    {
        if (wish.Staff is { Length: > 0 } mail)
        {
            var address = StaffMember.KeyOf(mail);
            var member = await db.Set<StaffMember>().AsNoTracking().SingleOrDefaultAsync(
                candidate => candidate.NormalizedEmail == address, cancellationToken);
            return ((null, member?.Id), member is null ? "keys.command.nobody" : null);
        }

        var known = await db.Set<Partner>().AsNoTracking().SingleOrDefaultAsync(partner => partner.Name == wish.Partner, cancellationToken);
        if (known is not null)
        {
            return ((known.Id, null), null);
        }

        return await services.GetRequiredService<AddPartner>().HandleAsync(null, wish.Partner!, wish.Mail ?? "", cancellationToken) switch
        {
            AddPartnerOutcome.Added added => ((added.Partner.Id, null), null),
            AddPartnerOutcome.Refused refused => ((null, null), refused.Problems[0].TextKey),
            _ => ((null, null), "keys.command.nobody"),
        };
    }
}
