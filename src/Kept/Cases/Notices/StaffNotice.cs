using System.Collections.Immutable;
using Kept.Domain.Cases;
using Kept.Mail.Outgoing;
using Kept.Settings;
using Kept.Texts;

namespace Kept.Cases.Notices;

/// <summary>One mail to a colleague about a case, while it is being written: everything may be said.</summary>
internal sealed class StaffNotice(CaseFile file, Words words, KeptSettings settings)
{
    private readonly ImmutableArray<LetterBlock>.Builder blocks = ImmutableArray.CreateBuilder<LetterBlock>();

    public Words Words => words;

    public Case Case => file.Case;

    /// <summary>What and where, in the language of the reader.</summary>
    public string Title { get; init; } = file.Case.Title;

    public string Subject { get; set; } = "";

    /// <summary>"Rubbish dumped in the street: mattress, lane behind Mill School".</summary>
    public string What => words["notice.staff.what", ("service", file.Service.Name.In(words.Language)), ("title", Title)];

    public Letter ToLetter() => new([
        .. blocks,
        new LetterBlock.Button(words["notice.staff.open"], settings.AddressOf($"/desk/cases/{file.Case.Reference.Value}")),
    ]);

    public void Say(string text) => blocks.Add(new LetterBlock.Paragraph(text));

    public void Quote(string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            blocks.Add(new LetterBlock.Quoted(text));
        }
    }

    public void Promise(Domain.Promises.Promise promise) =>
        blocks.Add(new LetterBlock.Promised(file.Work.Promises.InWords(promise, words.Language)));

    /// <summary>The promise that counts now, if there is one.</summary>
    public void PromiseNow()
    {
        if (file.Case.CurrentPromise is { } promise)
        {
            Promise(promise);
        }
    }
}
