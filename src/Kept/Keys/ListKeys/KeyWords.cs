using Kept.Chrome.Fields;
using Kept.Settings;
using Kept.Staff;
using Kept.Texts;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Keys.ListKeys;

/// <summary>Keys in words, and what the forms about them let one choose from.</summary>
internal sealed class KeyWords(StaffDirectory directory, IOptions<KeptSettings> settings, Words words)
{
    private readonly DateTimeZone zone = DateTimeZoneProviders.Tzdb[settings.Value.Organisation.TimeZone];

    public string Rights(AccessKey key) => string.Join(", ", RightsOf.Each(key.Rights).Select(right => words[$"keys.right.{right}"]));

    public IEnumerable<Option> Choices(KeyRights offered) => RightsOf.Each(offered)
        .Select(right => new Option(right.ToString(), words[$"keys.right.{right}"], words[$"keys.rightHint.{right}"]));

    public string LastUse(AccessKey key) => key.LastUsedAt is { } used ? words["keys.usedAbout", ("moment", Moment(used))] : words["keys.unused"];

    public string End(AccessKey key) => key.ExpiresAt is { } end ? Moment(end) : words["keys.noEnd"];

    public async Task<string> MadeAsync(AccessKey key, CancellationToken cancellationToken) =>
        await ByAsync(key.MadeAt, key.MadeById, cancellationToken);

    /// <summary>Null while nobody did.</summary>
    public async Task<string?> RevokedAsync(AccessKey key, CancellationToken cancellationToken) =>
        key.RevokedAt is { } at ? await ByAsync(at, key.RevokedById, cancellationToken) : null;

    public static string ColourOf(string state) => state == "good" ? "green" : "grey";

    private async Task<string> ByAsync(Instant at, long? by, CancellationToken cancellationToken) =>
        by is { } id && await directory.FindAsync(id, cancellationToken) is { } author
            ? words["staff.edit.by", ("what", Moment(at)), ("name", author.Name)]
            : Moment(at);

    private string Moment(Instant at) => words.Moment(at.InZone(zone).LocalDateTime);
}
