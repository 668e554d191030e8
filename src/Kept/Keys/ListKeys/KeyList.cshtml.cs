using Kept.Staff;
using Kept.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Kept.Keys.ListKeys;

/// <summary>Partners with their keys, and the keys of colleagues, for administrators.</summary>
internal sealed class KeyListPage(ListKeys list, StaffDirectory directory, KeyWords keyWords, Words words) : StaffPage(words)
{
    [FromQuery(Name = "revoked")]
    public long? RevokedId { get; set; }

    public string? Notice { get; private set; }

    public IReadOnlyList<(Partner Partner, IReadOnlyList<ListedKey> Keys)> Partners { get; private set; } = [];

    public IReadOnlyList<(string Name, ListedKey Key)> OfColleagues { get; private set; } = [];

    public KeyWords KeyWords => keyWords;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var keys = await list.AllAsync(cancellationToken);
        Partners = [.. (await list.PartnersAsync(cancellationToken))
            .Select(partner => (partner, (IReadOnlyList<ListedKey>)[.. keys.Where(listed => listed.Key.PartnerId == partner.Id)]))];
        var colleagues = new List<(string, ListedKey)>();
        foreach (var listed in keys)
        {
            if (listed.Key.StaffId is { } id)
            {
                colleagues.Add(((await directory.FindAsync(id, cancellationToken))?.Name ?? "", listed));
            }
        }

        OfColleagues = colleagues;
        Notice = keys.FirstOrDefault(listed => listed.Key.Id == RevokedId && listed.Key.RevokedAt is not null) is { } revoked
            ? Words["keys.revokedNotice", ("name", revoked.Key.Label)]
            : null;
    }
}
