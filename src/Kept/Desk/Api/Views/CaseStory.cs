using Kept.Api;
using Kept.Cases.Timeline;
using Kept.Desk.CasePage;
using Kept.Mail.Outgoing;

namespace Kept.Desk.Api.Views;

/// <summary>A line of the timeline, the newest first.</summary>
/// <param name="Kind">received, promiseGiven, visited, noted, …</param>
/// <param name="Sentence">What happened, in the language of the request.</param>
/// <param name="Said">Words that somebody typed.</param>
/// <param name="Public">Residents see it too.</param>
/// <param name="ContactId">The contact that it logged.</param>
internal sealed record EventWhole(
    string Id, DateTimeOffset At, string Kind, string Sentence, string? Promise, string? Said, string? By, bool Public, string? ContactId, bool Chaser)
{
    public static EventWhole Of(EventLine line) => new(
        ApiIds.Of(line.Id), line.At.ToDateTimeOffset(), ApiNames.Of(line.Kind), line.Sentence, line.Promise, line.Said, line.By,
        line.IsPublic, ApiIds.Of(line.ContactId), line.Chaser);
}

/// <summary>A mail about the case.</summary>
/// <param name="State">draft, waiting, sent, failed, expired or cancelled.</param>
/// <param name="Where">The same in a sentence.</param>
/// <param name="Words">What it says; links are left out, as they open the case in the resident's name.</param>
internal sealed record MessageWhole(
    string Id, DateTimeOffset At, string Kind, string To, bool ToStaff, string Subject, IReadOnlyList<string> Words, string State, string Where)
{
    public static MessageWhole Of(Sent letter, bool toStaff) => new(
        ApiIds.Of(letter.Message.Id), letter.Message.CreatedAt.ToDateTimeOffset(), letter.Message.Kind, letter.To, toStaff, letter.Message.Subject,
        [.. letter.Letter.Blocks.SelectMany(WordsOf)], ApiNames.Of(letter.Message.State), letter.State.Sentence);

    private static IEnumerable<string> WordsOf(LetterBlock block) => block switch
    {
        LetterBlock.Heading heading => [heading.Text],
        LetterBlock.Paragraph paragraph => [paragraph.Text],
        LetterBlock.Promised promised => [promised.Text],
        LetterBlock.Listed listed => listed.Items,
        LetterBlock.Pairs pairs => pairs.Items.Select(pair => $"{pair.Label}: {pair.Value}"),
        LetterBlock.Quoted quoted => [quoted.Text],
        _ => [],
    };
}
