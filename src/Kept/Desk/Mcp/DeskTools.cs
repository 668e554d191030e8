using System.ComponentModel;
using Kept.Api;
using Kept.Cases;
using Kept.Cases.ProposeWords;
using Kept.Catalogue;
using Kept.Desk.Api.Views;
using Kept.Desk.CasePage;
using Kept.Desk.Queue;
using Kept.Desk.Search;
using Kept.Domain.Cases;
using Kept.Keys;
using Kept.Texts;
using ModelContextProtocol;
using ModelContextProtocol.Server;

namespace Kept.Desk.Mcp;

/// <summary>
/// What an assistant can do for an agent: read what the agent may read, and propose. It sends nothing; a person does, on the
/// page of the case.
/// </summary>
[McpServerToolType]
internal sealed class DeskTools(
    CurrentKey current, FindCases find, ReadQueue queue, ReadCase read, CatalogueInUse catalogue, ProposeWords propose, Words words)
{
    private const int UsualMost = 20;
    private const int Most = 100;

    [McpServerTool(Name = "find_cases", ReadOnly = true, OpenWorld = false)]
    [Description("Finds cases by whatever one has of them: a reference, a name, a phone number, a mail address, a street or words.")]
    public async Task<string> FindAsync(
        [Description("What to look for, as one would type it into the search of the desk.")] string query,
        [Description("How many at most, 1 to 100.")] int limit = UsualMost, CancellationToken cancellationToken = default)
    {
        var found = await find.HandleAsync(query, Clamp(limit), cancellationToken);
        return ApiJson.Write(new FoundView([.. found.Cases.Select(one => CaseLine.Of(one.Row))], found.More));
    }

    [McpServerTool(Name = "list_queue", ReadOnly = true, OpenWorld = false)]
    [Description("Lists cases as the desk does, what is due first.")]
    public async Task<string> QueueAsync(
        [Description("mine, team, nobody, due, broken, waiting or all.")] string view,
        [Description("How many at most, 1 to 100.")] int limit = UsualMost, CancellationToken cancellationToken = default)
    {
        var wanted = ApiNames.Parse<QueueView>(view) ?? throw new McpException(words["api.problem.bad-choice", ("choices", ApiNames.All<QueueView>())]);
        var reader = current.Required.Staff!;
        var page = await queue.HandleAsync(QueueFilter.Of(wanted, reader) with { Size = Clamp(limit) }, reader, cancellationToken);
        return ApiJson.Write(new FoundView([.. page.Rows.Select(CaseLine.Of)], page.Next is not null));
    }

    [McpServerTool(Name = "read_case", ReadOnly = true, OpenWorld = false)]
    [Description("Reads one case whole: what was reported, what was promised, what happened, who is on it, what was written.")]
    public async Task<string> ReadAsync(
        [Description("The reference, such as K7QF-3M9T.")] string reference, CancellationToken cancellationToken) =>
        ApiJson.Write(CaseWhole.Of(await CaseAsync(reference, cancellationToken), words));

    [McpServerTool(Name = "explain_promise", ReadOnly = true, OpenWorld = false)]
    [Description("Says of every promise of a case what was said to the resident, by when, and step by step how the date came about.")]
    public async Task<string> ExplainAsync(
        [Description("The reference, such as K7QF-3M9T.")] string reference, CancellationToken cancellationToken) =>
        ApiJson.Write((await CaseAsync(reference, cancellationToken)).Promises.Select(PromiseWhole.Of));

    [McpServerTool(Name = "list_services", ReadOnly = true, OpenWorld = false)]
    [Description("Lists the services that residents can ask for.")]
    public string Services() => ApiJson.Write(catalogue.Current.Services.Select(service => ServiceLine.Of(service, words.Language)));

    [McpServerTool(Name = "read_service", ReadOnly = true, OpenWorld = false)]
    [Description("Reads one service: its questions, and what it promises.")]
    public string Service([Description("Its code, such as fly-tipping.")] string code) =>
        catalogue.Find(code) is { } service
            ? ApiJson.Write(ServiceDetail.Of(service, words.Language))
            : throw new McpException(words["api.problem.no-service", ("code", code)]);

    [McpServerTool(Name = "propose_message", ReadOnly = false, Destructive = false, OpenWorld = false)]
    [Description("Lays a message to the residents on a case, as a proposal. It is not sent: a person reads it on the page of the case and decides.")]
    public Task<string> ProposeMessageAsync(
        [Description("The reference, such as K7QF-3M9T.")] string reference,
        [Description("The words, in the language of the resident; paragraphs with an empty line between them.")] string message, CancellationToken cancellationToken) =>
        ProposeAsync(reference, ProposalKind.Message, message, cancellationToken);

    [McpServerTool(Name = "propose_note", ReadOnly = false, Destructive = false, OpenWorld = false)]
    [Description("Lays a note for colleagues on a case, as a proposal. It is not saved as a note before a person has read it.")]
    public Task<string> ProposeNoteAsync(
        [Description("The reference, such as K7QF-3M9T.")] string reference,
        [Description("The words.")] string note, CancellationToken cancellationToken) =>
        ProposeAsync(reference, ProposalKind.Note, note, cancellationToken);

    private async Task<string> ProposeAsync(string typed, ProposalKind kind, string said, CancellationToken cancellationToken)
    {
        var holder = current.Required;
        if (!holder.May(KeyRights.Propose))
        {
            throw new McpException(words["api.problem.key-right", ("right", words["keys.right.Propose"])]);
        }

        var outcome = await propose.HandleAsync(
            new ProposeWordsInput(ReferenceOf(typed), By.Staff(holder.Staff!.Id), kind, said, holder.Label), cancellationToken);
        return outcome switch
        {
            CaseOutcome.Done => words["case.proposal.laid"],
            CaseOutcome.Refused refused => throw new McpException(refused.In(words)),
            _ => throw new McpException(words["api.problem.no-such-case"]),
        };
    }

    private async Task<CaseScreen> CaseAsync(string typed, CancellationToken cancellationToken) =>
        await read.HandleAsync(ReferenceOf(typed), current.Required.Staff!, cancellationToken)
        ?? throw new McpException(words["api.problem.no-such-case"]);

    private Reference ReferenceOf(string typed) =>
        Reference.TryParse(typed, out var reference) ? reference : throw new McpException(words["api.problem.no-such-case"]);

    private static int Clamp(int limit) => Math.Clamp(limit, 1, Most);

    /// <param name="More">There are more than are shown.</param>
    private sealed record FoundView(IReadOnlyList<CaseLine> Cases, bool More);
}
