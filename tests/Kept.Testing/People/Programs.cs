using System.Net.Http.Headers;
using Kept.Keys;
using Kept.Keys.AddPartner;
using Kept.Keys.MakeKey;
using Kept.Staff;

namespace Kept.Testing.People;

/// <summary>Programs that work with a key.</summary>
internal static class Programs
{
    public const int PerMinute = 600;

    /// <summary>A key of this person's own, with all rights that staff can have unless some are named.</summary>
    public static async Task<string> MakeKeyAsync(
        this KeptApp app, StaffMember member, KeyRights rights = RightsOf.Staff, int perMinute = PerMinute) =>
        (await app.MakeKeyAsync(member.ToIdentity(), new NewKey(null, member.Id, "Test", rights, perMinute, null))).Text.Reveal();

    /// <summary>A new partner with a key.</summary>
    public static async Task<string> AddPartnerAsync(
        this KeptApp app, string name, KeyRights rights = RightsOf.Partners, int perMinute = PerMinute)
    {
        var added = (AddPartnerOutcome.Added)await app.WithAsync<AddPartner, AddPartnerOutcome>(
            add => add.HandleAsync(null, name, "it@partner.example", CancellationToken.None));
        return (await app.MakeKeyAsync(null, new NewKey(added.Partner.Id, null, "Test", rights, perMinute, null))).Text.Reveal();
    }

    public static async Task<MakeKeyOutcome.Made> MakeKeyAsync(this KeptApp app, StaffIdentity? by, NewKey key) =>
        (MakeKeyOutcome.Made)await app.WithAsync<MakeKey, MakeKeyOutcome>(make => make.HandleAsync(by, key, CancellationToken.None));

    /// <summary>A program that presents this key with every request.</summary>
    public static HttpClient Program(this KeptApp app, string key)
    {
        var client = app.Client();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }
}
