using Kept.Api;
using Kept.Cases.AddNote;
using Kept.Cases.HandOver;

namespace Kept.Desk.Api;

/// <summary>Whose case it is, and notes among colleagues.</summary>
internal static class OwnershipApi
{
    public static void MapOwnership(this IEndpointRouteBuilder cases)
    {
        cases.MapPost("/{reference}/take", (string reference, CaseCall call, TakeCase operation, CancellationToken cancellation) =>
                call.DoAsync<NoBody>(reference, order => operation.HandleAsync(new TakeCaseInput(order.Reference, order.Seen, order.By), cancellation)))
            .ChangesCase<NoBody>()
            .WithName("TakeCase").WithSummary("Makes the member of staff whose key it is the owner.");

        cases.MapPost("/{reference}/hand-over", (string reference, CaseCall call, HandOver operation, CancellationToken cancellation) =>
                call.DoAsync<HandOverBody>(reference, order => operation.HandleAsync(
                    new HandOverInput(order.Reference, order.Seen, order.By, order.Body.Team ?? "", order.Body.OwnerNumber, order.Body.Words), cancellation)))
            .ChangesCase(new HandOverBody("highways", null, "The hole is in the carriageway."))
            .WithName("HandOverCase").WithSummary("Gives the case to another team, or to a colleague in it.");

        cases.MapPost("/{reference}/notes", (string reference, CaseCall call, AddNote operation, CancellationToken cancellation) =>
                call.DoAsync<WordsBody>(reference, order => operation.HandleAsync(
                    new AddNoteInput(order.Reference, order.By, order.Body.Said, order.Seen), cancellation)))
            .ChangesCase(new WordsBody("The caretaker has a key to the gate."))
            .WithName("AddNote").WithSummary("Writes something down for colleagues; residents never see it.");
    }

    /// <param name="Team">Code of the team.</param>
    /// <param name="Owner">Id of a colleague in that team; null leaves the team to decide.</param>
    internal sealed record HandOverBody(string? Team, string? Owner, string? Words)
    {
        internal long? OwnerNumber => string.IsNullOrEmpty(Owner) ? null : ApiIds.Parse(Owner);
    }
}

/// <summary>Words of whoever does something.</summary>
internal sealed record WordsBody(string? Words)
{
    internal string Said => Words?.Trim() ?? "";

    internal string? SaidOrNull => string.IsNullOrWhiteSpace(Words) ? null : Words.Trim();
}
