using System.Text.Json.Nodes;
using Kept.Domain.Catalogue;
using Kept.Domain.Promises;
using NodaTime;

namespace Kept.Domain.Cases;

public sealed partial class Case
{
    /// <summary>Makes the case of a submission, gives it its reference, and makes the promises whose clocks start now.</summary>
    public static Case Receive(Submission submission, CaseWork work)
    {
        var received = Begin(submission, work);
        received.StartClocks(work, ClockStart.Received, work.Now);
        received.Changed();
        return received;
    }

    /// <summary>A case without a promise yet.</summary>
    private static Case Begin(Submission submission, CaseWork work)
    {
        var received = new Case
        {
            Id = new CaseId(work.NewId()),
            Reference = work.NewReference(),
            Secret = Secret.NewRandom(),
            ServiceCode = work.Service.Code,
            ServiceVersionId = submission.ServiceVersionId,
            Team = work.Service.Team,
            Channel = submission.Channel,
            Language = submission.Language,
            Title = submission.Title,
            Answers = submission.Answers,
            Latitude = submission.Place.Latitude,
            Longitude = submission.Place.Longitude,
            PlaceAddress = submission.Place.Address,
            PlaceWords = submission.Place.Words,
            SlotStart = submission.Slot?.Start,
            SlotEnd = submission.Slot?.End,
            ReceivedAt = work.Now,
        };

        received.followers.Add(new Follower(
            work.NewId(), received.Id, reporter: true, submission.Details, submission.Language, work.Now));
        received.Record(work, EventKind.Received, isPublic: true, details: new JsonObject
        {
            ["channel"] = submission.Channel.ToString(),
        });
        received.AddContact(work, submission.Channel, incoming: true, chaser: false, words: null);
        for (var i = 0; i < work.Service.Stages.Length; i++)
        {
            received.stages.Add(new CaseStage(work.NewId(), received.Id, work.Service.Stages[i].Code, i));
        }

        return received;
    }

    /// <summary>Starts the clock of each stage that waits for this, and gives its promise; it stands still while we wait for the resident.</summary>
    private void StartClocks(CaseWork work, ClockStart because, Instant from)
    {
        foreach (var stage in stages.Where(stage => stage.ClockStartedAt is null && stage.EndedAt is null).ToList())
        {
            var definition = work.Service.StageOf(stage.Code);
            if (definition.Starts != because || (because == ClockStart.PreviousStageEnded && !PreviousHasEnded(stage)))
            {
                continue;
            }

            stage.StartClock(from);
            if (definition.Target == Stage.SlotTarget && !(SlotEnd > work.Now))
            {
                continue; // A slot that is over, or was never named, can be promised to nobody: only another system has such cases.
            }

            var promise = Give(work, work.Promises.ForStage(definition, from, PausesSince(from, work.Now), Language, Channel, SlotEnd));
            if (State == CaseState.Waiting)
            {
                promise.Suspend(work.Now);
            }
        }
    }

    private bool PreviousHasEnded(CaseStage stage) =>
        stages.All(other => other.Ordinal >= stage.Ordinal || other.EndedAt is not null);

    private Promise Give(CaseWork work, PromiseTerms terms)
    {
        var promise = new Promise(work.NewId(), Id, terms, work.Now, work.ById);
        promises.Add(promise);
        Record(work, EventKind.PromiseGiven, isPublic: true, promise.Words, DetailsOf(promise));
        return promise;
    }

    private static JsonObject DetailsOf(Promise promise) => new()
    {
        ["promise"] = promise.Id,
        ["stage"] = promise.Stage,
        ["due"] = promise.Due.ToString(),
    };

    /// <summary>A pause shorter than a second is none: nobody could say when it was.</summary>
    private IReadOnlyCollection<Interval> PausesSince(Instant from, Instant now) =>
        [.. pauses.Where(pause => (pause.ToAt ?? now) > from)
            .Select(pause => new Interval(Instant.Max(pause.FromAt, from), Instant.Max(pause.ToAt ?? now, from)))
            .Where(pause => pause.Duration >= Duration.FromSeconds(1))];
}
