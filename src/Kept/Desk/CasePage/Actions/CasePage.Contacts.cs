using Kept.Cases.AddInformation;
using Kept.Cases.CorrectFollower;
using Kept.Cases.LogContact;
using Kept.Cases.RetryMessage;
using Kept.Cases.WriteToResident;
using Kept.Domain.Cases;
using Kept.Files;
using Kept.Forwarding.Exchange.RetryForward;
using Microsoft.AspNetCore.Mvc;

namespace Kept.Desk.CasePage;

/// <summary>Talking with the people on a case, and what is known about reaching them.</summary>
internal sealed partial class CasePage
{
    [BindProperty]
    public WriteForm Write { get; set; } = new();

    [BindProperty]
    public ContactForm Contact { get; set; } = new();

    [BindProperty]
    public InformationForm Information { get; set; } = new();

    [BindProperty]
    public PersonForm Person { get; set; } = new();

    [BindProperty]
    public MarkForm Mark { get; set; } = new();

    /// <summary>The message, or what was given to a partner, to try again.</summary>
    [BindProperty]
    public string? Again { get; set; }

    public Task<IActionResult> OnPostWriteAsync([FromServices] WriteToResident operation, CancellationToken cancellationToken) =>
        DoAsync("write", "Write.Words", (reference, by) => operation.HandleAsync(
            new WriteToResidentInput(reference, by, Write.Words?.Trim() ?? ""), cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostContactAsync([FromServices] LogContact operation, CancellationToken cancellationToken)
    {
        var channel = OneOf<Channel>(Contact.Channel);
        if (channel is null)
        {
            ModelState.AddModelError("Contact.Channel", words["case.problem.channel"]);
        }

        return DoAsync("contact", Contact.News is null ? "Contact.News" : "Contact.Follower", (reference, by) => operation.HandleAsync(
            new LogContactInput(
                reference, by, channel!.Value, Contact.Way != "out", Contact.News switch { "yes" => true, "no" => false, _ => null }, Blank(Contact.Words),
                string.IsNullOrEmpty(Contact.Follower) ? null : NumberOf(Contact.Follower) ?? 0),
            cancellationToken), cancellationToken);
    }

    public async Task<IActionResult> OnPostInformationAsync(
        [FromServices] AddInformation operation, [FromServices] FormUploads uploads, CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is not { } about)
        {
            return NotFound();
        }

        var channel = OneOf<Channel>(Information.Channel);
        if (channel is null)
        {
            ModelState.AddModelError("Information.Channel", words["case.problem.channel"]);
        }

        var files = await TakeFilesAsync(uploads, about, Information.Files, "Information.Files", FilePurpose.Information, cancellationToken);
        return await DoAsync("information", "Information.Words", (reference, by) => operation.HandleAsync(
            new AddInformationInput(reference, by, channel!.Value, Blank(Information.Words), files), cancellationToken), cancellationToken);
    }

    public Task<IActionResult> OnPostPersonAsync([FromServices] CorrectFollower operation, CancellationToken cancellationToken) =>
        DoAsync("person", "Person.Mail", (reference, by) => operation.HandleAsync(
            new CorrectFollowerInput(
                reference, Seen, by, NumberOf(Person.Id) ?? 0,
                new ContactDetails(Blank(Person.Name), Blank(Person.Mail), Blank(Person.Phone), Blank(Person.Address)), Blank(Person.Notes)),
            cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostMarkAsync([FromServices] MarkContact operation, CancellationToken cancellationToken) =>
        DoAsync("mark", "", (reference, by) => operation.HandleAsync(
            new MarkContactInput(reference, by, NumberOf(Mark.Contact) ?? 0, Mark.Chaser), cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostRetryAsync([FromServices] RetryMessage operation, CancellationToken cancellationToken) =>
        DoAsync("retry", "", (reference, by) => operation.HandleAsync(
            new RetryMessageInput(reference, by, NumberOf(Again) ?? 0), cancellationToken), cancellationToken);

    /// <summary>The partner is tried again, with what failed.</summary>
    public Task<IActionResult> OnPostForwardAsync([FromServices] RetryForward operation, CancellationToken cancellationToken) =>
        DoAsync("forward", "", (reference, by) => operation.HandleAsync(
            new RetryForwardInput(reference, by, NumberOf(Again) ?? 0), cancellationToken), cancellationToken);

    internal sealed class WriteForm
    {
        public string? Words { get; set; }
    }

    internal sealed class ContactForm
    {
        public string? Channel { get; set; }

        /// <summary>"in" or "out".</summary>
        public string? Way { get; set; }

        /// <summary>"yes" or "no".</summary>
        public string? News { get; set; }

        public string? Follower { get; set; }

        public string? Words { get; set; }
    }

    internal sealed class InformationForm
    {
        public string? Channel { get; set; }

        public string? Words { get; set; }

        public List<IFormFile> Files { get; set; } = [];
    }

    internal sealed class PersonForm
    {
        public string? Id { get; set; }

        public string? Name { get; set; }

        public string? Mail { get; set; }

        public string? Phone { get; set; }

        public string? Address { get; set; }

        public string? Notes { get; set; }
    }

    internal sealed class MarkForm
    {
        public string? Contact { get; set; }

        public bool Chaser { get; set; }
    }
}
