using Kept.Api;
using Kept.Keys;
using Kept.Keys.ListKeys;
using Kept.Storage;

namespace Kept.Administration.Views;

internal sealed record PartnerList(IReadOnlyList<PartnerLine> Partners, string? Next);

/// <param name="Mail">Of the person to write to when something is wrong.</param>
internal sealed record PartnerLine(string Id, string Name, string Mail, DateTimeOffset MadeAt, string? MadeById)
{
    public static PartnerLine Of(Partner partner) =>
        new(ApiIds.Of(partner.Id), partner.Name, partner.Mail, partner.MadeAt.ToDateTimeOffset(), ApiIds.Of(partner.MadeById));
}

internal sealed record KeyList(IReadOnlyList<KeyLine> Keys, string? Next);

/// <param name="Prefix">With what its text begins; the rest nobody knows but its holder.</param>
/// <param name="PartnerId">Whose it is, or else StaffId.</param>
/// <param name="State">good, expired or revoked.</param>
/// <param name="ExpiresAt">Null for a key without an end.</param>
/// <param name="LastUsedAt">The full hour of the last use.</param>
internal sealed record KeyLine(
    string Id, string Prefix, string Label, string? PartnerId, string? StaffId, IReadOnlyList<string> Rights, int PerMinute, string State,
    DateTimeOffset MadeAt, string? MadeById, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt, DateTimeOffset? RevokedAt, string? RevokedById)
{
    public static KeyLine Of(ListedKey listed)
    {
        var key = listed.Key;
        return new KeyLine(
            ApiIds.Of(key.Id), key.Prefix, key.Label, ApiIds.Of(key.PartnerId), ApiIds.Of(key.StaffId),
            [.. RightsOf.Each(key.Rights).Select(right => ApiNames.Of(right))], key.PerMinute, listed.State,
            key.MadeAt.ToDateTimeOffset(), ApiIds.Of(key.MadeById), key.ExpiresAt?.ToDateTimeOffset(), key.LastUsedAt?.ToDateTimeOffset(),
            key.RevokedAt?.ToDateTimeOffset(), ApiIds.Of(key.RevokedById));
    }
}

/// <param name="Text">The whole key, to be sent as Authorization: Bearer. It is shown this once.</param>
internal sealed record MadeKey(string Id, string Text, KeyLine Key)
{
    /// <summary>The answer to whoever made a key with this text.</summary>
    public static Func<KeptDb, ApiReply> Answer(KeyText text) => saving =>
    {
        var line = KeyLine.Of(new ListedKey(AdminCall.Saved<AccessKey>(saving), "good"));
        return ApiReply.Created(new MadeKey(line.Id, text.Reveal(), line)).WithSecret();
    };
}
