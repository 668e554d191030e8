using System.Collections.Immutable;

namespace Kept.Domain.Catalogue.Answers;

/// <summary>The questions that are asked, given the answers so far: the way through the wizard.</summary>
public sealed class AskedQuestions
{
    private AskedQuestions(ImmutableArray<Question> questions) => Questions = questions;

    /// <summary>In their order.</summary>
    public ImmutableArray<Question> Questions { get; }

    /// <summary>
    /// A question that hangs on another is asked only when that one is asked and has been answered so. An answer to a
    /// question that is no longer asked counts as not given.
    /// </summary>
    public static AskedQuestions Of(Service service, IReadOnlyDictionary<string, AnswerValue> answers)
    {
        var asked = ImmutableArray.CreateBuilder<Question>();
        foreach (var question in service.Questions)
        {
            if (question.ShowWhen is not { } when
                || (asked.Any(earlier => earlier.Code == when.Question) && answers.TryGetValue(when.Question, out var answer) && Says(answer, when.Is)))
            {
                asked.Add(question);
            }
        }

        return new AskedQuestions(asked.ToImmutable());
    }

    public bool Contains(string code) => IndexOf(code) >= 0;

    /// <summary>The first question; null for a service that asks none.</summary>
    public Question? First => Questions.FirstOrDefault();

    /// <summary>The question after this one; null after the last.</summary>
    public Question? After(string code) => IndexOf(code) is >= 0 and var at && at + 1 < Questions.Length ? Questions[at + 1] : null;

    /// <summary>The question before this one; null before the first.</summary>
    public Question? Before(string code) => IndexOf(code) is > 0 and var at ? Questions[at - 1] : null;

    /// <summary>1 for the first question; 0 when it is not asked.</summary>
    public int NumberOf(string code) => IndexOf(code) + 1;

    /// <summary>The answers to questions that are asked.</summary>
    public ImmutableDictionary<string, AnswerValue> Keep(IReadOnlyDictionary<string, AnswerValue> answers) =>
        answers.Where(answer => Contains(answer.Key)).ToImmutableDictionary(StringComparer.Ordinal);

    private int IndexOf(string code)
    {
        for (var i = 0; i < Questions.Length; i++)
        {
            if (Questions[i].Code == code)
            {
                return i;
            }
        }

        return -1;
    }

    private static bool Says(AnswerValue answer, string wanted) => answer switch
    {
        AnswerValue.YesNo yesNo => wanted == (yesNo.Yes ? "yes" : "no"),
        AnswerValue.Choices choices => choices.Codes.Contains(wanted),
        _ => false,
    };
}
