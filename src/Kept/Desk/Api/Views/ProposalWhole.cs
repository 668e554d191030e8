using Kept.Api;
using Kept.Desk.CasePage;
using Kept.Forwarding;
using Kept.Forwarding.Exchange.ReadForwards;

namespace Kept.Desk.Api.Views;

/// <param name="Kind">message or note.</param>
/// <param name="Source">What the key is for by which it was proposed.</param>
/// <param name="By">Whose key that is.</param>
internal sealed record ProposalWhole(string Id, string Kind, string Words, string Source, string By)
{
    public static ProposalWhole Of(ProposalView view) => new(ApiIds.Of(view.Id), ApiNames.Of(view.Kind), view.Words, view.Source, view.By);
}

/// <param name="State">How far it is with the partner.</param>
/// <param name="Sent">What was sent, field by field; empty while nothing was.</param>
internal sealed record ForwardWhole(
    string Id, string Partner, string State, string? TheirId, DateTimeOffset? SentAt, DateTimeOffset? NextAttemptAt, string? LastAnswer,
    IReadOnlyList<string> Sent, IReadOnlyList<ForwardUpdateWhole> Updates)
{
    public static ForwardWhole Of(ForwardView view) => new(
        ApiIds.Of(view.Id), view.Partner, ApiNames.Of(view.State), view.TheirId, view.SentAt?.ToDateTimeOffset(), view.NextAttemptAt?.ToDateTimeOffset(),
        view.LastAnswer, view.Sent, [.. view.Updates.Select(ForwardUpdateWhole.Of)]);
}

/// <param name="At">By their clock.</param>
/// <param name="Status">How far they say they are; null where they gave no status that we know.</param>
/// <param name="Sender">Who of them wrote it, where they say so.</param>
/// <param name="TheirStatus">Their own word for it, where it is another.</param>
internal sealed record ForwardUpdateWhole(DateTimeOffset At, string? Status, string? TheirStatus, string? Words, string? Sender)
{
    public static ForwardUpdateWhole Of(ForwardUpdate update) => new(
        update.At.ToDateTimeOffset(), update.Status is { } status ? ForwardView.KeyOf(status) : null, update.Given, update.Words, update.Sender);
}
