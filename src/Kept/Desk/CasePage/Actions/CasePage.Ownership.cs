using Kept.Cases.AddNote;
using Kept.Cases.HandOver;
using Microsoft.AspNetCore.Mvc;

namespace Kept.Desk.CasePage;

/// <summary>Whose case it is, and notes among colleagues.</summary>
internal sealed partial class CasePage
{
    private const char OfTeam = ':';

    [BindProperty]
    public HandOverForm Give { get; set; } = new();

    [BindProperty]
    public NoteForm Note { get; set; } = new();

    public Task<IActionResult> OnPostTakeAsync([FromServices] TakeCase operation, CancellationToken cancellationToken) =>
        DoAsync("take", "", (reference, by) => operation.HandleAsync(
            new TakeCaseInput(reference, Seen, by), cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostHandoverAsync([FromServices] HandOver operation, CancellationToken cancellationToken)
    {
        var to = Give.To?.Split(OfTeam, 2) ?? [];
        return DoAsync("handover", "Give.To", (reference, by) => operation.HandleAsync(
            new HandOverInput(
                reference, Seen, by, to.ElementAtOrDefault(0) ?? "",
                to.ElementAtOrDefault(1) is { Length: > 0 } owner ? NumberOf(owner) ?? 0 : null, Blank(Give.Words)),
            cancellationToken), cancellationToken);
    }

    public Task<IActionResult> OnPostNoteAsync([FromServices] AddNote operation, CancellationToken cancellationToken) =>
        DoAsync("note", "Note.Words", (reference, by) => operation.HandleAsync(
            new AddNoteInput(reference, by, Note.Words?.Trim() ?? ""), cancellationToken), cancellationToken);

    internal sealed class HandOverForm
    {
        /// <summary>"street-care:" for a team, "street-care:42" for a colleague in it.</summary>
        public string? To { get; set; }

        public string? Words { get; set; }
    }

    internal sealed class NoteForm
    {
        public string? Words { get; set; }
    }
}
