using System.Text.Json.Nodes;
using Kept.Catalogue;
using Kept.Cases.ReceiveCase;
using Kept.Domain.Cases;

namespace Kept.Cases;

/// <summary>The body of POST /api/v1/cases, as documented; it is read field by field by <see cref="CaseRequestReader"/>.</summary>
/// <param name="Service">Code of the service.</param>
/// <param name="Answers">By question code: a text, an option's code, a list of codes, true or false, "2026-03-02", a number, a place or a slot.</param>
/// <param name="Language">en, de, hr or hu: the language in which the resident is written to.</param>
/// <param name="Channel">On which the resident came to a member of staff: phone, counter, mail, letter, sms, chat, social or visitInPerson. Only with a key.</param>
internal sealed record CaseRequest(string Service, JsonObject Answers, ContactRequest? Contact, string? Language, string? Channel = null);

internal sealed record ContactRequest(string? Name, string? Mail, string? Phone, string? Address);

/// <summary>What reading a request came to.</summary>
internal abstract record CaseRequestReading
{
    private CaseRequestReading()
    {
    }

    public sealed record Accepted(CataloguedService Service, Submission Submission, string AnswersInWords) : CaseRequestReading
    {
        public ReceiveCaseInput ToInput(SubmissionKey key, By by, Func<CaseFile, (int Status, string Body)> answer) =>
            new(Service, Submission, key, AnswersInWords, [], by, answer);
    }

    public sealed record Wrong(IReadOnlyDictionary<string, string[]> Errors) : CaseRequestReading;
}
