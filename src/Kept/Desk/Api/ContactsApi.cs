using Kept.Api;
using Kept.Cases.AddInformation;
using Kept.Cases.CorrectFollower;
using Kept.Cases.FollowCase;
using Kept.Cases.LogContact;
using Kept.Cases.RetryMessage;
using Kept.Cases.WriteToResident;
using Kept.Domain.Cases;
using Kept.Domain.Messages;
using Kept.Files;
using Kept.Texts;

namespace Kept.Desk.Api;

/// <summary>Talking with the people on a case.</summary>
internal static class ContactsApi
{
    public static void MapContacts(this IEndpointRouteBuilder cases)
    {
        cases.MapPost("/{reference}/messages", (string reference, CaseCall call, WriteToResident operation, CancellationToken cancellation) =>
                call.DoAsync<WordsBody>(reference, order => operation.HandleAsync(
                    new WriteToResidentInput(order.Reference, order.By, order.Body.Said, order.Seen), cancellation)))
            .ChangesCase(new WordsBody("The crew comes on Friday morning. Please leave the gate open."))
            .WithName("WriteToResident").WithSummary("Sends words of one's own to everybody who follows the case.");

        cases.MapPost("/{reference}/messages/{message}/retry", (string reference, string message, CaseCall call, RetryMessage operation, CancellationToken cancellation) =>
                call.DoAsync<NoBody>(reference, order => operation.HandleAsync(
                    new RetryMessageInput(order.Reference, order.By, ApiIds.Parse(message), order.Seen), cancellation)))
            .ChangesCase<NoBody>()
            .WithName("RetryMessage").WithSummary("Tries again to deliver a message that failed or expired.");

        cases.MapPost("/{reference}/contacts", (string reference, CaseCall call, LogContact operation, CancellationToken cancellation) =>
                call.DoAsync<ContactBody>(reference, order => operation.HandleAsync(
                    new LogContactInput(
                        order.Reference, order.By, order.Body.On!.Value, order.Body.Incoming ?? true, order.Body.BringsNews,
                        order.Body.Words?.Trim(), string.IsNullOrEmpty(order.Body.Person) ? null : ApiIds.Parse(order.Body.Person), order.Seen),
                    cancellation)))
            .ChangesCase(new ContactBody("phone", true, false, "Asked when the crew will come.", null))
            .WithName("LogContact").WithSummary("Logs a call, a letter, a visit at the counter. Without news about an open case it is a chaser.");

        cases.MapPost("/{reference}/contacts/{contact}/mark", (string reference, string contact, CaseCall call, MarkContact operation, CancellationToken cancellation) =>
                call.DoAsync<MarkBody>(reference, order => operation.HandleAsync(
                    new MarkContactInput(order.Reference, order.By, ApiIds.Parse(contact), order.Body.Chaser, order.Seen), cancellation)))
            .ChangesCase(new MarkBody(true))
            .WithName("MarkContact").WithSummary("Corrects whether a contact was a chaser.");

        cases.MapPost("/{reference}/information", (string reference, CaseCall call, AddInformation operation, CancellationToken cancellation) =>
                call.DoAsync<InformationBody>(reference, order => operation.HandleAsync(
                    new AddInformationInput(order.Reference, order.By, order.Body.On!.Value, order.Body.Words?.Trim(), order.Files, order.Seen), cancellation),
                    FilePurpose.Information))
            .ChangesCase(new InformationBody("phone", "There is a second mattress behind the bins."), files: true)
            .WithName("AddInformation").WithSummary("Adds words or files for a resident; send a form with the field files for files. When that is what we waited for, the clocks go on.");
    }

    public static void MapPeople(this IEndpointRouteBuilder cases)
    {
        cases.MapPost("/{reference}/people", (string reference, CaseCall call, FollowCase operation, CancellationToken cancellation) =>
                call.DoAsync<NewPersonBody>(reference, order => operation.HandleAsync(
                    new FollowCaseInput(order.Reference, order.By, order.Body.Details, order.Body.Language!, order.Seen), cancellation)))
            .ChangesCase(new NewPersonBody("Bea Novak", "bea@example.org", null, null, "en"))
            .WithName("AddPerson").WithSummary("Lets somebody follow the case; they are told.");

        cases.MapPost("/{reference}/people/{person}", (string reference, string person, CaseCall call, CorrectFollower operation, CancellationToken cancellation) =>
                call.DoAsync<PersonBody>(reference, order => operation.HandleAsync(
                    new CorrectFollowerInput(order.Reference, order.Seen, order.By, ApiIds.Parse(person), order.Body.Details, order.Body.Notes), cancellation)))
            .ChangesCase(new PersonBody("Ada Ito", "ada@example.org", "+44 1632 960 001", null, "Hard of hearing, please write."))
            .WithName("CorrectPerson").WithSummary("Puts right how somebody on the case is reached. All fields are replaced.");
    }

    /// <param name="Channel">phone, counter, mail, letter, sms, chat, social or visitInPerson.</param>
    /// <param name="Incoming">They came to us; true where it is not said.</param>
    /// <param name="BringsNews">Whether they told us something we did not know; to be said with words about an open case.</param>
    /// <param name="Person">Id of a person on the case.</param>
    internal sealed record ContactBody(string? Channel, bool? Incoming, bool? BringsNews, string? Words, string? Person) : IChecksItself
    {
        internal Channel? On => ChannelOf(Channel);

        public IEnumerable<FieldProblem> Problems() => CheckChannel(On);
    }

    internal sealed record MarkBody(bool Chaser);

    /// <param name="Channel">phone, counter, mail, letter, sms, chat, social or visitInPerson.</param>
    internal sealed record InformationBody(string? Channel, string? Words) : IChecksItself
    {
        internal Channel? On => ChannelOf(Channel);

        public IEnumerable<FieldProblem> Problems() => CheckChannel(On);
    }

    private static IEnumerable<FieldProblem> CheckChannel(Channel? channel) => channel is null ? [new FieldProblem("channel", "case.problem.channel")] : [];

    /// <summary>Those on which an agent talks with people.</summary>
    private static Channel? ChannelOf(string? text) =>
        ApiNames.Parse<Channel>(text) is { } channel and not (Domain.Cases.Channel.Web or Domain.Cases.Channel.Api) ? channel : null;
}

/// <param name="Notes">How this person is best reached.</param>
internal sealed record PersonBody(string? Name, string? Mail, string? Phone, string? Address, string? Notes)
{
    internal ContactDetails Details => new(Text(Name), Text(Mail), Text(Phone), Text(Address));

    private static string? Text(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();
}

/// <param name="Language">en, de, hr or hu: the language in which this person is written to.</param>
internal sealed record NewPersonBody(string? Name, string? Mail, string? Phone, string? Address, string? Language) : IChecksItself
{
    internal ContactDetails Details => new PersonBody(Name, Mail, Phone, Address, null).Details;

    public IEnumerable<FieldProblem> Problems()
    {
        if (Details.Mail is { } mail && (mail.Any(char.IsWhiteSpace) || !MailAddress.TryParse(mail, out _)))
        {
            yield return new FieldProblem("mail", "api.problem.bad-mail");
        }

        if (Details is { Mail: null, Phone: null })
        {
            yield return new FieldProblem("mail", "api.problem.needed-way");
        }

        if (!TextLibrary.Ships(Language))
        {
            yield return new FieldProblem("language", "api.problem.bad-language");
        }
    }
}
