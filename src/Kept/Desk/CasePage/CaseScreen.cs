using System.Collections.Immutable;
using Kept.Cases;
using Kept.Domain.Cases;
using Kept.Domain.Promises;
using Kept.Files;
using Kept.Forwarding.Exchange.ReadForwards;
using Kept.Texts;
using NodaTime;

namespace Kept.Desk.CasePage;

/// <summary>Everything the page of one case shows, in the words of the reader.</summary>
internal sealed record CaseScreen
{
    public required CaseFile File { get; init; }

    public Case About => File.Case;

    /// <summary>In the reader's language as far as its answers were chosen from lists.</summary>
    public required string Title { get; init; }

    public required string Service { get; init; }

    public required string Team { get; init; }

    public required string? Owner { get; init; }

    public required string Place { get; init; }

    /// <summary>The place, or the address it is about where the service asks for no place.</summary>
    public required string Where { get; init; }

    public required ImmutableArray<PromiseView> Promises { get; init; }

    /// <summary>Steps whose clocks have not started: what comes then.</summary>
    public required ImmutableArray<string> Then { get; init; }

    public required ImmutableArray<(string Question, string Answer)> Answers { get; init; }

    public required ImmutableArray<TimelineEntry> Timeline { get; init; }

    public required ImmutableArray<StoredFile> Files { get; init; }

    /// <summary>What partners named by its address, and could not be fetched.</summary>
    public required ImmutableArray<PartnerMedia> NotFetched { get; init; }

    /// <summary>What was given to partners to do.</summary>
    public required ImmutableArray<ForwardView> Forwards { get; init; }

    public required OtherCases Others { get; init; }

    /// <summary>The promise the residents were given last, as they were given it.</summary>
    public required ToldLast? ToldLast { get; init; }

    public required NextBestAction Next { get; init; }

    public required CaseCost Cost { get; init; }

    /// <summary>Which case goes on in place of this one.</summary>
    public required Reference? MergedInto { get; init; }

    /// <summary>The newest event; a later one was saved by somebody else.</summary>
    public required long LastEvent { get; init; }

    /// <summary>Before the owner of now, for taking a hand-over back.</summary>
    public required long? OwnerBefore { get; init; }

    /// <summary>Words that programs would say, the oldest first; they wait for somebody to decide.</summary>
    public required ImmutableArray<ProposalView> Proposals { get; init; }

    /// <summary>Prepared words and date for a broken promise that waits for approval.</summary>
    public required PreparedNotice? Prepared { get; init; }
}

/// <summary>A promise on the page.</summary>
/// <param name="Words">In the reader's language.</param>
/// <param name="Conflict">What it would be under today's rules, where that is another day; the promise itself never moves.</param>
internal sealed record PromiseView(
    Promise Promise, string Words, TimeLeft Left, ImmutableArray<string> Explanation, PromiseConflict? Conflict, string? GivenBy);

/// <param name="Due">Under the definition and the calendar of today; null where that step is no longer there.</param>
internal sealed record PromiseConflict(LocalDateTime? Due);

/// <summary>Other open cases of the people on this one.</summary>
/// <param name="Newest">The newest few.</param>
/// <param name="Count">How many there are.</param>
internal sealed record OtherCases(ImmutableArray<OtherCase> Newest, int Count);

/// <summary>Another open case of the same person.</summary>
internal sealed record OtherCase(Reference Reference, string Title, string Service);

/// <param name="People">Colleagues who did something about it.</param>
internal sealed record CaseCost(int Contacts, int Chasers, int Messages, int Visits, int People);

/// <summary>An honest notice as the service has it ready.</summary>
/// <param name="MaySend">Whether the reader may: the owner and leads.</param>
internal sealed record PreparedNotice(Promise Broken, string Reason, LocalDate Date, bool MaySend);

/// <param name="Source">What the key is for by which it was proposed.</param>
/// <param name="By">Whose key that is.</param>
internal sealed record ProposalView(long Id, ProposalKind Kind, string Words, string Source, string By);

internal sealed record CaseHead(CaseId Id, Instant ReceivedAt);

/// <summary>A promise, and how the resident came to know of it.</summary>
/// <param name="How">"Sent on 2 March at 9:00."; that nobody could be written to; where the mail is that says it.</param>
/// <param name="IsTold">False where nobody could be written to.</param>
internal sealed record ToldLast(Promise Promise, string How, bool IsTold)
{
    /// <param name="about">The case.</param>
    /// <param name="timeline">What was written about it.</param>
    /// <param name="words">Of the reader.</param>
    public static ToldLast? Of(Case about, IEnumerable<TimelineEntry> timeline, Words words)
    {
        if (about.Promises.MaxBy(promise => promise.GivenAt) is not { } last)
        {
            return null;
        }

        var letter = timeline.OfType<TimelineEntry.Wrote>().Where(wrote => !wrote.ToStaff && wrote.At == last.GivenAt)
            .SelectMany(wrote => wrote.Letters).OrderBy(sent => sent.Message.FollowerId == about.Reporter?.Id ? 0 : 1).FirstOrDefault();
        var isTold = letter is not null || last.GivenAt == about.ReceivedAt;
        return new ToldLast(last, letter?.State.Sentence ?? words[isTold ? "case.toldAtOnce" : "case.toldNobody"], isTold);
    }
}
