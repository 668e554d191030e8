using System.Collections.Immutable;
using Kept.Catalogue;
using Kept.Domain.Catalogue;
using Kept.Domain.Catalogue.Answers;
using Kept.Files;
using Kept.Files.Upload;
using Kept.Settings;
using Kept.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Kept.Reports.AnswerQuestion;

/// <summary>One question a page.</summary>
internal sealed class AnswerQuestionPage(
    AnswerQuestion answer, AddFiles add, RemoveFile remove, FileAnswer files, FreeSlots slots, FileLimits limits, Words words, IOptions<KeptSettings> settings)
    : DraftPage
{
    [BindProperty(SupportsGet = true, Name = "question")]
    public string? Code { get; set; }

    [BindProperty]
    public TypedForm Typed { get; set; } = new();

    public Question Question { get; private set; } = null!;

    public AnswerValue? Stored => Open.AnswerTo(Question.Code);

    public string Seen => AnswerMark.Of(Open.Service, Question.Code, Stored);

    public ImmutableArray<AnswerValue.Slot> FreeDays { get; private set; } = [];

    public ImmutableArray<StoredFile> Files { get; private set; } = [];

    /// <summary>What another window saved and what was written in this one, where they differ.</summary>
    public (string There, string Here)? TwoVersions { get; private set; }

    public string Label => Question.Label.In(words.Language);

    public string Progress => words[
        Question.Required ? "report.question.progress" : "report.question.progressOptional", ("number", Open.Asked.NumberOf(Question.Code)), ("count", Open.Steps)];

    public string? Hint => Question.Hint?.In(words.Language);

    public string FilesHint => words["files.hint", ("count", AnswerCheck.MostFilesOf(Question)), ("megabytes", limits.MaxBytes / 1024 / 1024)];

    /// <summary>Whether the place can be shown on a map as well.</summary>
    public bool HasMap => settings.Value.Map.Tiles.Length > 0;

    public string BackTo => Change ? Open.AddressOf(OpenDraft.CheckStep) : Open.Before(Question.Code);

    public string GoOn => Change ? Open.AddressOf(OpenDraft.CheckStep) : Open.After(Question.Code);

    /// <summary>This page, as it is opened: what was posted to a button of its own is not posted there again.</summary>
    public string Here => Change ? Open.AddressToChange(Question.Code) : Open.AddressOf(Question.Code);

    /// <summary>Where a button of the form leads that does something else than "Continue".</summary>
    public string HandlerAddress(string handler, params (string Name, string Value)[] values) =>
        Open.AddressOf(Question.Code) + "?handler=" + handler + (Change ? "&change=true" : "")
        + string.Concat(values.Select(value => $"&{value.Name}={Uri.EscapeDataString(value.Value)}"));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is { } instead)
        {
            return instead;
        }

        return await ShowAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is { } instead)
        {
            return instead;
        }

        var asksForFiles = Question.Type is QuestionType.Photos or QuestionType.Documents;
        if (asksForFiles && !await AddFilesAsync(cancellationToken))
        {
            return await ShowAsync(cancellationToken);
        }

        var read = asksForFiles ? new AnswerOutcome.Accepted(Stored) : Typed.Read(Question);
        return read switch
        {
            AnswerOutcome.Refused refused => await RefuseAsync(refused.Problem, cancellationToken),
            AnswerOutcome.Accepted accepted => await SaveAsync(accepted.Value, asksForFiles ? Seen : Typed.Seen ?? Seen, cancellationToken),
            _ => throw new InvalidOperationException("Every answer is accepted or refused."),
        };
    }

    /// <summary>Takes the chosen files and stays on the page.</summary>
    public async Task<IActionResult> OnPostAddAsync(CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is { } instead)
        {
            return instead;
        }

        return await AddFilesAsync(cancellationToken) ? Redirect(Here) : await ShowAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostRemoveAsync(long file, CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is { } instead)
        {
            return instead;
        }

        await remove.HandleAsync(Of, file, cancellationToken);
        return Redirect(Here);
    }

    private QuestionAddress Of => new(Address.Service, Address.Draft, Question.Code);

    private async Task<IActionResult?> FindAsync(CancellationToken cancellationToken)
    {
        if (await OpenAsync(cancellationToken) is { } instead)
        {
            return instead;
        }

        Question = Open.Asked.Questions.FirstOrDefault(asked => asked.Code == Code)!;
        // A question that is not asked (any more): go to the first one and see from there.
        return Question is null ? Redirect(Open.First) : null;
    }

    private async Task<IActionResult> SaveAsync(AnswerValue? value, string seen, CancellationToken cancellationToken)
    {
        switch (await answer.HandleAsync(new AnswerQuestionInput(Address.Service, Address.Draft, Question.Code, value, seen), cancellationToken))
        {
            case AnswerQuestionOutcome.Saved saved:
                Open = saved.Draft;
                return Change && saved.NewlyAsked is { } asked ? Redirect(Open.AddressToChange(asked)) : Next(Open.After(Question.Code));
            case AnswerQuestionOutcome.Refused refused:
                return await RefuseAsync(refused.Problem, cancellationToken);
            case AnswerQuestionOutcome.ChangedMeanwhile changed:
                Open = changed.Draft;
                TwoVersions = (AnswerWords.Of(Question, Stored, words), AnswerWords.Of(Question, value, words));
                Response.StatusCode = StatusCodes.Status409Conflict;
                return await ShowAsync(cancellationToken);
            default:
                return Redirect(Open.First);
        }
    }

    private Task<IActionResult> RefuseAsync(AnswerProblem problem, CancellationToken cancellationToken)
    {
        ModelState.AddModelError(TypedForm.FieldOf(Question), AnswerWords.Of(problem, words));
        return ShowAsync(cancellationToken);
    }

    private async Task<bool> AddFilesAsync(CancellationToken cancellationToken)
    {
        if (Typed.Files is not { Count: > 0 } sent)
        {
            return true;
        }

        var problems = await add.HandleAsync(Of, [.. sent.Select(file => file.ToUpload(words))], cancellationToken) ?? [];
        Open = await HttpContext.RequestServices.GetRequiredService<Drafts>().FindAsync(ServiceCode, DraftSecret, cancellationToken) ?? Open;
        if (problems.Length == 0)
        {
            return true;
        }

        ModelState.AddModelError(
            TypedForm.FieldOf(Question), string.Join(' ', problems.Select(problem => FileProblemWords.Of(problem, Question, limits, words))));
        return false;
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        switch (Question.Type)
        {
            case QuestionType.Slot:
                FreeDays = (await slots.ContextAsync(Open.Service, cancellationToken)).Slots;
                if (ModelState.IsValid && Stored is AnswerValue.Slot chosen && !FreeDays.Contains(chosen))
                {
                    ModelState.AddModelError(TypedForm.FieldOf(Question), words["report.question.slotTaken"]);
                }

                break;
            case QuestionType.Photos or QuestionType.Documents:
                Files = await files.FilesOfAsync(Open, Question.Code, cancellationToken);
                break;
        }

        return Page();
    }
}
