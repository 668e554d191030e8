using System.Collections.Immutable;
using Kept.Domain.Catalogue;
using Kept.Domain.Catalogue.Answers;

namespace Kept.Reports;

/// <summary>A draft with its service, its answers read, and the way through its pages.</summary>
internal sealed class OpenDraft(Draft draft, Service service)
{
    public const string DetailsStep = "details";
    public const string SimilarStep = "similar";
    public const string CheckStep = "check";
    public const string FollowingStep = "following";

    public Draft Draft => draft;

    public Service Service => service;

    public ImmutableDictionary<string, AnswerValue> Answers => field ??= AnswerJson.ReadStored(service, draft.Answers);

    public DraftDetails Details => field ??= DraftDetails.Of(draft.Details);

    /// <summary>The questions that are asked, given the answers so far.</summary>
    public AskedQuestions Asked => field ??= AskedQuestions.Of(service, Answers);

    /// <summary>The pages that ask something: the questions, and the one about the person.</summary>
    public int Steps => Asked.Questions.Length + 1;

    public AnswerValue? AnswerTo(string question) => Answers.GetValueOrDefault(question);

    public AnswerValue.Spot? Spot => service.PlaceQuestion is { } place && Asked.Contains(place.Code) ? AnswerTo(place.Code) as AnswerValue.Spot : null;

    public string First => AddressOf(Asked.First?.Code ?? DetailsStep);

    public string AddressOf(string step) => $"{AddressOfService(service.Code)}/{draft.Secret.Text}/{step}";

    /// <summary>A page that leads back to "check your answers".</summary>
    public string AddressToChange(string step) => AddressOf(step) + "?change=true";

    public string After(string question) => AddressOf(Asked.After(question)?.Code ?? DetailsStep);

    public string Before(string question) => Asked.Before(question) is { } before ? AddressOf(before.Code) : AddressOfService(service.Code);

    public string BeforeDetails => Asked.Questions is [.., var last] ? AddressOf(last.Code) : AddressOfService(service.Code);

    public static string AddressOfService(string code) => $"/report/{code}";

    /// <summary>With this answer, or without one.</summary>
    public ImmutableDictionary<string, AnswerValue> With(string question, AnswerValue? answer) =>
        answer is null ? Answers.Remove(question) : Answers.SetItem(question, answer);
}
