using Kept.Api;
using Kept.Desk.Rang;

namespace Kept.Desk.Api.Views;

/// <param name="Notes">How this person is best reached.</param>
internal sealed record CallerView(string? Name, string? Phone, string? Mail, string? Notes, IReadOnlyList<CallersCaseView> Cases)
{
    public static CallerView Of(Caller caller) => new(
        caller.Name, caller.Phone, caller.Mail, caller.Notes,
        [.. caller.Cases.Select(known => new CallersCaseView(
            CaseLine.Of(known.Found.Row), ApiIds.Of(known.FollowerId),
            [.. known.Told.Select(told => new ToldView(told.Words, told.Language, told.Broken))]))]);
}

/// <param name="PersonId">The caller on that case.</param>
/// <param name="Told">The sentences of the promises that count now, as they were given: to be read aloud.</param>
internal sealed record CallersCaseView(CaseLine Case, string? PersonId, IReadOnlyList<ToldView> Told);

internal sealed record ToldView(string Words, string Language, bool Broken);
