using System.Collections.Immutable;
using Kept.Domain.Cases;
using Kept.Domain.Catalogue;
using Kept.Domain.Promises;
using Kept.Mail.Outgoing;
using Kept.Settings;
using Kept.Texts;
using NodaTime;

namespace Kept.Cases.Notices;

/// <summary>
/// One mail to one follower while it is being written: in their language, about one case. What the sender typed is only
/// repeated to an address that somebody has shown to read (<see cref="MayRepeat"/>).
/// </summary>
internal sealed class Notice(Case about, Service service, PromiseMaker promises, Follower follower, bool mayRepeat, Words words, KeptSettings settings)
{
    private readonly ImmutableArray<LetterBlock>.Builder blocks = ImmutableArray.CreateBuilder<LetterBlock>();

    public Words Words => words;

    public Case Case => about;

    public Service Service => service;

    public Follower Follower => follower;

    public bool MayRepeat => mayRepeat;

    /// <summary>What and where, in the language of the reader.</summary>
    public string Title { get; init; } = about.Title;

    public string Subject { get; set; } = "";

    /// <summary>When notices were written to this reader that never went out.</summary>
    public IReadOnlySet<Instant> Untold { get; init; } = new HashSet<Instant>();

    /// <summary>The page of the case that only mail to this follower links to.</summary>
    public string CaseAddress => settings.AddressOf(Cases.CaseAddress.Of(about.Reference, follower.Secret));

    /// <summary>A page of ours.</summary>
    public string AddressOf(string path) => settings.AddressOf(path);

    public Letter ToLetter() => new(blocks.ToImmutable());

    /// <param name="code">A one-time code in the text, which nobody but the reader of the mail may see.</param>
    public Notice Heading(string text, string? code = null) => Add(new LetterBlock.Heading(text, code));

    public Notice Say(string text) => Add(new LetterBlock.Paragraph(text));

    public Notice Promise(Promise promise) => Add(new LetterBlock.Promised(InWords(promise)));

    /// <summary>Of this promise and those before it in the same matter, the last one that the reader knows of.</summary>
    public Promise LastTold(Promise promise)
    {
        while (Untold.Contains(promise.GivenAt) && about.Promises.FirstOrDefault(old => old.ReplacedById == promise.Id) is { } before)
        {
            promise = before;
        }

        return promise;
    }

    /// <summary>The sentence of a promise in the language of this mail.</summary>
    public string InWords(Promise promise) => promises.InWords(promise, words.Language);

    /// <summary>Words of a person; left out where they may not be repeated.</summary>
    public Notice Quote(string? text) => string.IsNullOrWhiteSpace(text) || !mayRepeat ? this : Add(new LetterBlock.Quoted(text));

    /// <summary>Words that a member of staff wrote to be sent.</summary>
    public Notice QuoteStaff(string? text) => string.IsNullOrWhiteSpace(text) ? this : Add(new LetterBlock.Quoted(text));

    public Notice List(IEnumerable<string> items) => Add(new LetterBlock.Listed([.. items]));

    public Notice Pairs(IEnumerable<Pair> items) => Add(new LetterBlock.Pairs([.. items]));

    public Notice Button(string text, string address) => Add(new LetterBlock.Button(text, address));

    /// <summary>The reference, and the way to the case.</summary>
    public Notice WayToCase() => this
        .Say(words["notice.reference", ("reference", about.Reference.ToString())])
        .Button(words["notice.openCase"], CaseAddress);

    /// <summary>"Rubbish dumped in the street, lane behind Mill School", or the service alone where nothing may be repeated.</summary>
    public string What => mayRepeat ? Title : service.Name.In(words.Language);

    private Notice Add(LetterBlock block)
    {
        blocks.Add(block);
        return this;
    }
}
