using Kept.Domain.Calendars;
using Kept.Domain.Cases;
using Kept.Domain.Catalogue;
using NodaTime;

namespace Kept.Domain.Promises;

/// <summary>
/// A due date as it stands in a sentence of this language: "Wednesday 11 March", and with the time behind it where the
/// promise is to the hour.
/// </summary>
/// <param name="day">The day it is said to be on: midnight is the end of the day before.</param>
/// <param name="time">Null where only the day is promised.</param>
public delegate string DateInWords(LocalDate day, LocalTime? time, string language);

/// <summary>
/// Works out the terms of promises: the due instant on the right calendar, its explanation, when to warn, and the
/// sentence the resident reads.
/// </summary>
/// <param name="calendars">Finds a calendar by its code.</param>
/// <param name="own">How a promise of an agent's own is said.</param>
public sealed class PromiseMaker(Service service, Func<string, Calendar> calendars, DateInWords dates, OwnPromises own)
{
    private static readonly Target WarnByDefault = new(1, TargetUnit.WorkingDays);

    public PromiseTerms ForStage(
        Stage stage, Instant from, IReadOnlyCollection<Interval> pauses, string language, Channel channel, Instant? slotEnd)
    {
        var calendar = calendars(stage.Calendar ?? service.Calendar);
        var due = stage.Target == Stage.SlotTarget
            ? At(calendar, slotEnd ?? throw new InvalidOperationException($"Stage {stage.Code} needs a slot."))
            : calendar.Due(from, Target.Parse(stage.Target), pauses);
        return Terms(new Asked(stage.Code, stage.Promise, stage.Target, from, language, channel), calendar, due, Target.Parse(stage.Warn));
    }

    /// <summary>A new date that an agent names: the end of opening on that day.</summary>
    public PromiseTerms ForDate(Promise old, LocalDate date, Instant now, string language, Channel channel)
    {
        var calendar = calendars(old.Calendar);
        return Terms(
            Again(old, null, now, language, channel),
            calendar, At(calendar, PromiseTimes.EndOf(calendar, date)), WarnByDefault);
    }

    /// <summary>The day it is where the service is given.</summary>
    public LocalDate Today(Instant now) => calendars(service.Calendar).Local(now).Date;

    /// <summary>The day to offer in place of one on which nobody works; null where this one will do.</summary>
    /// <param name="old">The promise that it is to replace; null for a promise of an agent's own.</param>
    public LocalDate? InPlaceOfClosed(Promise? old, LocalDate date) =>
        PromiseTimes.FirstOpenDay(calendars(old?.Calendar ?? service.Calendar), date) is { } open && open != date ? open : null;

    /// <summary>A promise in an agent's own words: the day is said with them.</summary>
    public PromiseTerms ByAgent(LocalDate date, string words, Instant now, string language, Channel channel)
    {
        var calendar = calendars(service.Calendar);
        var due = At(calendar, PromiseTimes.EndOf(calendar, date));
        return Terms(new Asked(null, own.WithWords, null, now, language, channel, PromiseSource.Agent) { Words = words }, calendar, due, WarnByDefault);
    }

    /// <summary>A promise that was given in another system: its words and its due instant are those that somebody was told.</summary>
    /// <param name="stage">The stage here that it is about; null where there is none.</param>
    /// <param name="warns">Whether it is still counted down.</param>
    public PromiseTerms Told(OldPromise told, Stage? stage, Channel channel, bool warns)
    {
        var calendar = calendars(stage?.Calendar ?? service.Calendar);
        var lead = stage is null ? WarnByDefault : Target.Parse(stage.Warn);
        return new PromiseTerms(
            stage?.Code, stage is null ? PromiseSource.Agent : told.Source, told.Words, told.Language, channel, told.GivenAt, null, calendar.Code, told.Due,
            warns ? Instant.Max(PromiseTimes.WarnAt(calendar, told.Due, lead), told.GivenAt) : null, ExplanationJson.Write(At(calendar, told.Due).Steps));
    }

    public PromiseTerms AfterBreach(Promise broken, BreachPolicy policy, Instant now, string language, Channel channel)
    {
        var calendar = calendars(broken.Calendar);
        return Terms(
            Again(broken, policy.Extension, now, language, channel),
            calendar, calendar.Due(now, Target.Parse(policy.Extension)), WarnByDefault);
    }

    public PromiseTerms ForReopening(ReopenPolicy policy, string? stage, Instant now, string language, Channel channel)
    {
        var calendar = calendars(service.Calendar);
        return Terms(
            new Asked(stage, policy.Promise, policy.Target, now, language, channel, PromiseSource.Reopening),
            calendar, calendar.Due(now, Target.Parse(policy.Target)), WarnByDefault);
    }

    /// <summary>
    /// After a pause: a promise with a target is counted again with the pauses left out; one for a named date keeps it,
    /// or moves by the working days that the pause took.
    /// </summary>
    public PromiseTerms AfterPause(
        Promise promise, IReadOnlyCollection<Interval> pauses, Interval pause, string language, Channel channel)
    {
        var calendar = calendars(promise.Calendar);
        var due = promise.Target is { } target and not Stage.SlotTarget
            ? calendar.Due(promise.ClockFrom, Target.Parse(target), pauses)
            : At(calendar, PromiseTimes.AfterPause(calendar, promise.Due, pause));
        return Terms(
            Again(promise, promise.Target, promise.ClockFrom, language, channel),
            calendar, due, WarnByDefault);
    }

    /// <summary>The sentence of a promise in another language than the one it was given in; of an agent's own words only the day changes.</summary>
    public string InWords(Promise promise, string language)
    {
        var zone = calendars(promise.Calendar).Zone;
        return language == promise.Language ? promise.Words
            : promise.Source != PromiseSource.Agent ? Fill(SentenceOf(promise), language, zone, promise.Due, promise.Target)
            : OwnWordsOf(promise) is { } words ? WithWords(Fill(own.WithWords, language, zone, promise.Due, promise.Target), words)
            : promise.Words;
    }

    /// <summary>What is asked for in place of this promise.</summary>
    private Asked Again(Promise old, string? target, Instant from, string language, Channel channel) =>
        old.Source == PromiseSource.Agent && OwnWordsOf(old) is { } words
            ? new Asked(old.Stage, own.WithWords, target, from, language, channel, old.Source) { Words = words }
            : new Asked(old.Stage, SentenceOf(old), target, from, language, channel, old.Source);

    private LocalText SentenceOf(Promise promise) => promise.Source switch
    {
        PromiseSource.Stage => service.StageOf(promise.Stage!).Promise,
        PromiseSource.Reopening => service.WhenReopened.Promise,
        PromiseSource.Agent => own.Unsaid,
    };

    /// <summary>What the agent wrote; null where the promise is not said as ours are, as it comes from elsewhere.</summary>
    private string? OwnWordsOf(Promise promise)
    {
        var around = Fill(own.WithWords, promise.Language, calendars(promise.Calendar).Zone, promise.Due, promise.Target).Split(OwnPromises.WordsPlace);
        return around is [var before, var after] && promise.Words.Length > before.Length + after.Length
            && promise.Words.StartsWith(before, StringComparison.Ordinal) && promise.Words.EndsWith(after, StringComparison.Ordinal)
                ? promise.Words[before.Length..^after.Length]
                : null;
    }

    private static string WithWords(string sentence, string? words) => words is null ? sentence : sentence.Replace(OwnPromises.WordsPlace, words, StringComparison.Ordinal);

    private string Fill(LocalText text, string language, DateTimeZone zone, Instant due, string? target)
    {
        var toTheHour = Target.TryParse(target, out var parsed) && !parsed.IsInDays;
        var time = toTheHour ? due.InZone(zone).TimeOfDay : (LocalTime?)null;
        var day = toTheHour ? due.InZone(zone).Date : PromiseTimes.DayOf(zone, due);
        return text.In(language).Replace(Stage.DatePlace, dates(day, time, language), StringComparison.Ordinal);
    }

    private static Due At(Calendar calendar, Instant due) =>
        new(due, calendar.Local(due), [new ExplanationStep.DueAt(calendar.Local(due))]);

    private PromiseTerms Terms(Asked asked, Calendar calendar, Due due, Target warn) => new(
        asked.Stage,
        asked.Source,
        WithWords(Fill(asked.Sentence, asked.Language, calendar.Zone, due.At, asked.Target), asked.Words),
        asked.Language,
        asked.Channel,
        asked.From,
        asked.Target,
        calendar.Code,
        due.At,
        Instant.Max(PromiseTimes.WarnAt(calendar, due.At, warn), asked.From),
        ExplanationJson.Write(due.Steps));

    private sealed record Asked(
        string? Stage, LocalText Sentence, string? Target, Instant From, string Language, Channel Channel,
        PromiseSource Source = PromiseSource.Stage)
    {
        /// <summary>An agent's own, where they have a place in the sentence.</summary>
        public string? Words { get; init; }
    }
}
