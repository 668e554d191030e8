using Kept.Api;
using Kept.Cases;
using Kept.Cases.DecideProposal;
using Kept.Cases.ProposeWords;
using Kept.Desk.Api.Views;
using Kept.Desk.CasePage;
using Kept.Domain.Cases;
using Kept.Forwarding.Exchange.RetryForward;
using Kept.Keys;
using Kept.Texts;

namespace Kept.Desk.Api;

/// <summary>Words that programs would say, and what was given to partners.</summary>
internal static class ProposalsApi
{
    public static void MapProposals(this IEndpointRouteBuilder cases)
    {
        cases.MapGet("/{reference}/proposals", ListAsync)
            .NeedsKey(KeyRights.ReadCases).Produces<ProposalList>().ProducesProblem(StatusCodes.Status404NotFound).WithExample(Examples.Proposals)
            .WithName("ListProposals").WithSummary("Words that programs have proposed and nobody has decided about.");

        cases.MapPost("/{reference}/proposals", (string reference, CaseCall call, CurrentKey current, ProposeWords operation, CancellationToken cancellation) =>
                call.DoAsync<ProposalBody>(reference, order => operation.HandleAsync(
                    new ProposeWordsInput(order.Reference, order.By, order.Body.Chosen!.Value, order.Body.Words ?? "", current.Required.Label, order.Seen), cancellation)))
            .ChangesCase(new ProposalBody("message", "The crew comes on Friday morning."), right: KeyRights.Propose)
            .WithName("ProposeWords").WithSummary("Lays a message to the residents, or a note for colleagues, on the case. Nothing is sent before a person has decided.");

        cases.MapPost("/{reference}/proposals/{proposal}/use", (string reference, string proposal, CaseCall call, DecideProposal operation, CancellationToken cancellation) =>
                call.DoAsync<WordsBody>(reference, order => operation.HandleAsync(
                    new DecideProposalInput(order.Reference, order.By, ApiIds.Parse(proposal), order.Body.Said, order.Seen), cancellation)))
            .ChangesCase(new WordsBody("The crew comes on Friday morning, between 8 and 10."))
            .WithName("UseProposal").WithSummary("Sends the words of a proposal, as they are or changed, in the name of whose key this is.");

        cases.MapPost("/{reference}/proposals/{proposal}/discard", (string reference, string proposal, CaseCall call, DecideProposal operation, CancellationToken cancellation) =>
                call.DoAsync<NoBody>(reference, order => operation.HandleAsync(
                    new DecideProposalInput(order.Reference, order.By, ApiIds.Parse(proposal), null, order.Seen), cancellation)))
            .ChangesCase<NoBody>()
            .WithName("DiscardProposal").WithSummary("Takes a proposal away; nobody is told anything.");

        cases.MapPost("/{reference}/forwards/{forward}/retry", (string reference, string forward, CaseCall call, RetryForward operation, CancellationToken cancellation) =>
                call.DoAsync<NoBody>(reference, order => operation.HandleAsync(
                    new RetryForwardInput(order.Reference, order.By, ApiIds.Parse(forward), order.Seen), cancellation)))
            .ChangesCase<NoBody>()
            .WithName("RetryForward").WithSummary("Sends the case again to a partner who refused it, or whom it could not reach.");
    }

    private static async Task<IResult> ListAsync(string reference, CurrentKey current, ReadCase read, Words words, CancellationToken cancellationToken) =>
        Reference.TryParse(reference, out var known) && await read.HandleAsync(known, current.Required.Staff!, cancellationToken) is { } screen
            ? TypedResults.Ok(new ProposalList([.. screen.Proposals.Select(ProposalWhole.Of)]))
            : ApiProblem.Of(StatusCodes.Status404NotFound, "no-such-case", words);

    /// <param name="Kind">message or note.</param>
    internal sealed record ProposalBody(string? Kind, string? Words) : IChecksItself
    {
        internal ProposalKind? Chosen => ApiNames.Parse<ProposalKind>(Kind);

        public IEnumerable<FieldProblem> Problems() => Chosen is null ? [new FieldProblem("kind", "api.problem.bad-field")] : [];
    }
}

internal sealed record ProposalList(IReadOnlyList<ProposalWhole> Proposals);
