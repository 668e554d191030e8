using Kept.Domain.Cases;
using NodaTime;

namespace Kept.Cases.Timeline;

/// <summary>What a line of the timeline is like, for its colour and its mark.</summary>
internal enum EventTone
{
    Plain,
    Good,

    /// <summary>A promise broke.</summary>
    Broken,

    /// <summary>Somebody got in touch.</summary>
    Contact,
}

/// <summary>One event in the words of a reader.</summary>
/// <param name="Moment">When it was recorded, on the organisation's clock.</param>
/// <param name="Sentence">What happened.</param>
/// <param name="Promise">The sentence of the promise that it is about, if it is.</param>
/// <param name="Said">Words somebody typed: a note, a message, a reason.</param>
/// <param name="By">Who did it; null where the reader is not told.</param>
/// <param name="ContactId">The contact that it logged.</param>
/// <param name="Incoming">Somebody got in touch with us in it, so that it can be a chaser.</param>
/// <param name="Chaser">Whether that contact was failure demand, as it is marked now.</param>
internal sealed record EventLine(
    long Id,
    EventKind Kind,
    Instant At,
    LocalDateTime Moment,
    string Sentence,
    string? Promise,
    string? Said,
    string? By,
    bool IsPublic,
    EventTone Tone,
    long? ContactId = null,
    bool Incoming = false,
    bool Chaser = false);
