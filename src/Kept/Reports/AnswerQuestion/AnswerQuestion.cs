using System.Collections.Immutable;
using Kept.Domain.Catalogue;
using Kept.Domain.Catalogue.Answers;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Reports.AnswerQuestion;

/// <param name="Seen">The <see cref="AnswerMark"/> of the answer that stood there when the page was shown.</param>
internal sealed record AnswerQuestionInput(string Service, string Draft, string Question, AnswerValue? Answer, string Seen);

internal abstract record AnswerQuestionOutcome
{
    private AnswerQuestionOutcome()
    {
    }

    /// <param name="NewlyAsked">The first question that is asked because of this answer; null where there is none.</param>
    public sealed record Saved(OpenDraft Draft, string? NewlyAsked) : AnswerQuestionOutcome;

    public sealed record Refused(AnswerProblem Problem) : AnswerQuestionOutcome;

    /// <summary>Another window saved another answer meanwhile; nothing was changed.</summary>
    public sealed record ChangedMeanwhile(OpenDraft Draft) : AnswerQuestionOutcome;

    /// <summary>There is no such draft, it was sent, or it does not ask this.</summary>
    public sealed record Gone : AnswerQuestionOutcome;
}

/// <summary>Keeps the answer to one question of a draft.</summary>
internal sealed class AnswerQuestion(KeptDb db, Drafts drafts, FreeSlots slots, IClock clock)
{
    private const int Tries = 4;

    public async Task<AnswerQuestionOutcome> HandleAsync(AnswerQuestionInput input, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var open = await drafts.FindAsync(input.Service, input.Draft, cancellationToken);
            if (open is not { Draft.SentAsId: null } || open.Asked.Questions.FirstOrDefault(asked => asked.Code == input.Question) is not { } question)
            {
                return new AnswerQuestionOutcome.Gone();
            }

            var context = await slots.ContextAsync(open.Service, cancellationToken);
            var outcome = Decide(open, question, input, context);
            if (outcome is not AnswerQuestionOutcome.Saved)
            {
                return outcome;
            }

            try
            {
                await db.SaveChangesAsync(cancellationToken);
                return outcome;
            }
            catch (DbUpdateConcurrencyException) when (attempt < Tries)
            {
                // Another window saved in the same instant: look again at what stands there now.
                db.ChangeTracker.Clear();
            }
        }
    }

    private AnswerQuestionOutcome Decide(OpenDraft open, Question question, AnswerQuestionInput input, AnswerContext context)
    {
        switch (AnswerCheck.One(question, input.Answer, context))
        {
            case AnswerOutcome.Refused refused:
                return new AnswerQuestionOutcome.Refused(refused.Problem);
            case AnswerOutcome.Accepted accepted:
                var stored = AnswerMark.Of(open.Service, question.Code, open.AnswerTo(question.Code));
                if (stored != input.Seen && stored != AnswerMark.Of(open.Service, question.Code, accepted.Value))
                {
                    return new AnswerQuestionOutcome.ChangedMeanwhile(open);
                }

                return Save(open, question, accepted.Value);
            default:
                throw new InvalidOperationException("Every answer is accepted or refused.");
        }
    }

    private AnswerQuestionOutcome Save(OpenDraft open, Question question, AnswerValue? answer)
    {
        var answers = open.With(question.Code, answer);
        open.Draft.Answer(AnswerJson.Write(open.Service, answers).ToJsonString(), clock.GetCurrentInstant());
        var after = new OpenDraft(open.Draft, open.Service);
        ImmutableArray<Question> before = open.Asked.Questions;
        return new AnswerQuestionOutcome.Saved(after, after.Asked.Questions.FirstOrDefault(asked => !before.Contains(asked))?.Code);
    }
}
