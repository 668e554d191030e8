using System.Text.Json.Nodes;
using NodaTime;

namespace Kept.Domain.Cases;

/// <summary>A contact that another system logged.</summary>
public sealed record OldContact(Instant At, Channel Channel, bool Incoming, bool Chaser, string? Words);

/// <summary>A visit that another system recorded.</summary>
/// <param name="Reason">Code of one of the service's reasons; null when it was done.</param>
public sealed record OldVisit(Instant At, bool Done, string? Reason, string? Words);

/// <summary>Words that somebody wrote in another system.</summary>
/// <param name="Kind"><see cref="EventKind.Noted"/>, <see cref="EventKind.Messaged"/> or <see cref="EventKind.InformationAdded"/>.</param>
/// <param name="IsPublic">The resident could read them there.</param>
public sealed record OldNote(Instant At, EventKind Kind, bool IsPublic, Actor Actor, string Words);

/// <summary>Somebody whom another system told about a case.</summary>
/// <param name="StoppedAt">Null while they want to be told.</param>
public sealed record OldFollower(bool Reporter, ContactDetails Details, string Language, string? Notes, Instant Since, Instant? StoppedAt);

/// <summary>An answer to the question whether it was really done.</summary>
/// <param name="Round">How often the case had been opened again before.</param>
public sealed record OldAnswer(int Round, string Answer, Instant At, string? Comment);

public sealed partial class Case
{
    /// <summary>Whether this is the contact with which the case came in: it is there since the case is.</summary>
    public static bool IsFirst(OldContact old, Instant receivedAt, Channel channel) =>
        old is { Incoming: true, Chaser: false, Words: null } && old.At == receivedAt && old.Channel == channel;

    /// <summary>Takes over a contact, at its own moment. Words that stand in the timeline at that moment already stand there once.</summary>
    /// <param name="work">Now, and by nobody here.</param>
    /// <param name="system">What the other system is called.</param>
    /// <param name="old">As it was logged there.</param>
    public Contact TakeOver(CaseWork work, string system, OldContact old)
    {
        var contact = new Contact(work.NewId(), Id, old.At, old.Channel, old.Incoming, old.Chaser, followerId: null, old.Words, byId: null);
        contactLog.Add(contact);
        if (LastContactAt is null || LastContactAt <= old.At)
        {
            (LastContactAt, LastContactChaser) = (old.At, old.Chaser);
        }

        Contacts++;
        Chasers += old.Chaser ? 1 : 0;
        if (old.Words is null || LineOf(old.At, old.Words) is null)
        {
            RecordOld(work, system, old.At, EventKind.Contacted, isPublic: false, old.Words, new JsonObject
            {
                ["contact"] = contact.Id,
                ["channel"] = old.Channel.ToString(),
                ["incoming"] = old.Incoming,
                ["chaser"] = old.Chaser,
            });
        }

        Version++;
        return contact;
    }

    /// <summary>Takes over a visit as history: stages here end with visits that are recorded here, or with promises of later stages.</summary>
    public Visit TakeOver(CaseWork work, string system, OldVisit old)
    {
        var visit = new Visit(work.NewId(), Id, old.At, old.Done, old.Done ? null : old.Reason, old.Words, byId: null);
        visits.Add(visit);
        RecordOld(work, system, old.At, EventKind.Visited, isPublic: true, old.Words, new JsonObject
        {
            ["done"] = old.Done,
            ["reason"] = visit.Reason,
            ["at"] = old.At.ToString(),
        });
        Version++;
        return visit;
    }

    /// <summary>Takes over words of people. Returns the line that holds them, which may be there already.</summary>
    public CaseEvent TakeOver(CaseWork work, string system, OldNote old)
    {
        if (LineOf(old.At, old.Words) is { } there && (there.IsPublic || !old.IsPublic))
        {
            return there;
        }

        RecordOld(work with { Actor = old.Actor }, system, old.At, old.Kind, old.IsPublic, old.Words, []);
        Version++;
        return events[^1];
    }

    /// <summary>
    /// Takes over somebody who is told about it. What is not known of the reporter is filled in; whoever follows already, or
    /// has stopped, is left as they are.
    /// </summary>
    public Follower TakeOver(CaseWork work, string system, OldFollower old)
    {
        if (old.Reporter && Reporter is { } reporter)
        {
            reporter.Complete(old.Details, old.Notes);
            StopOld(reporter, old);
            Version++;
            return reporter;
        }

        if (followers.FirstOrDefault(known => known.MailKey is not null && known.MailKey == old.Details.MailKey) is { } known)
        {
            return known;
        }

        var follower = new Follower(work.NewId(), Id, reporter: false, old.Details, old.Language, old.Since);
        follower.Complete(old.Details, old.Notes);
        StopOld(follower, old);
        followers.Add(follower);
        RecordOld(work, system, old.Since, EventKind.Followed, isPublic: false, words: null, []);
        Version++;
        return follower;
    }

    /// <summary>Takes over what the reporter answered, so that the next question is that of the next closing.</summary>
    public void TakeOver(CaseWork work, string system, OldAnswer old)
    {
        Reopened = Math.Max(Reopened, IsClosed ? old.Round : old.Round + 1);
        RecordOld(work, system, old.At, EventKind.SurveyAnswered, isPublic: false, old.Comment, new JsonObject { ["answer"] = old.Answer });
        Version++;
    }

    private static void StopOld(Follower follower, OldFollower old)
    {
        if (old.StoppedAt is { } stopped)
        {
            follower.Stop(stopped);
        }
    }

    /// <summary>Among the lines at hand.</summary>
    private CaseEvent? LineOf(Instant at, string words) => events.FirstOrDefault(line => line.At == at && line.Words == words);

    private void RecordOld(CaseWork work, string system, Instant at, EventKind kind, bool isPublic, string? words, JsonObject details)
    {
        details["system"] = system;
        Record(work with { Now = at }, kind, isPublic, words, details);
    }
}
