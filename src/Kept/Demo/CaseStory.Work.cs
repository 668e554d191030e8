using Kept.Cases.EndStage;
using Kept.Cases.PauseCase;
using Kept.Cases.RecordVisit;
using Kept.Cases.RevisePromise;
using Kept.Domain.Cases;
using Kept.Domain.Catalogue;
using Kept.Domain.Promises;
using NodaTime;

namespace Kept.Demo;

internal sealed partial class CaseStory
{
    private const double IsLate = 0.07;
    private const double IsRevised = 0.05;
    private const double FirstVisitDoesIt = 0.35;
    private const double SecondVisitFails = 0.12;

    private bool wasPut;

    /// <summary>From where it stands to the close.</summary>
    private IEnumerable<Instant> Work()
    {
        var outcome = DrawOutcome();
        while (!Case.IsClosed && Case.CurrentStage is { } stage)
        {
            foreach (var moment in WorkOn(stage, outcome))
            {
                yield return moment;
            }
        }

        if (!Case.IsClosed)
        {
            foreach (var moment in Until(Now + dice.Minutes(1, 40)))
            {
                yield return moment;
            }

            Close(Outcome.Fixed);
        }
    }

    /// <summary>One thing that is done about a stage: a new date, a pause, a visit, its end.</summary>
    private IEnumerable<Instant> WorkOn(CaseStage stage, Outcome outcome)
    {
        var promise = OpenPromiseOf(Case, stage);
        var due = promise?.Due ?? Now + Duration.FromDays(4);
        var isLast = stage.Ordinal == service.Stages.Length - 1;
        if (promise is not null && promise.Target != Stage.SlotTarget && !wasPut && (isSlow ? isLast : dice.Chance(IsRevised)))
        {
            return PutOff(promise);
        }

        return promise is not null && !wasPut && dice.Chance(PauseChance)
            ? WaitForResident(due)
            : Finish(stage, outcome, MomentOfWork(promise, due));
    }

    private double PauseChance => service.Kind is ServiceKind.Report or ServiceKind.Book ? 0.02 : 0.14;

    private Instant MomentOfWork(Promise? promise, Instant due)
    {
        var calendar = council.CalendarOf(promise?.Calendar ?? service.Calendar);
        if (promise?.Target == Stage.SlotTarget && Case.SlotStart is { } start && start > Now)
        {
            return dice.Chance(IsLate) ? AtWork(calendar, due + dice.Minutes(120, 2000)) : start + ((due - start) * dice.Share());
        }

        if (promise is null || dice.Chance(IsLate))
        {
            return AtWork(Calendar, Instant.Max(due, Now) + dice.Minutes(60, 5000));
        }

        var share = 0.1 + (0.85 * Math.Sqrt(dice.Share()));
        var moment = AtWork(calendar, Now + ((due - Now) * share));
        return moment < due ? moment : due - dice.Minutes(2, 60);
    }

    private IEnumerable<Instant> Finish(CaseStage stage, Outcome outcome, Instant planned)
    {
        foreach (var moment in Happening(Now, Instant.Max(planned, Now + Duration.FromMinutes(2))))
        {
            yield return moment;
        }

        if (outcome == Outcome.Withdrawn)
        {
            Withdraw();
            yield break;
        }

        var ends = service.StageOf(stage.Code).Ends;
        if (ends == StageEnd.Agent)
        {
            EndStep(stage);
        }
        else if (outcome != Outcome.Fixed)
        {
            Visit(done: false, outcome == Outcome.NotFound ? "not-found" : null);
        }
        else
        {
            Visit(done: ends == StageEnd.FirstVisit ? dice.Chance(FirstVisitDoesIt) : !dice.Chance(SecondVisitFails), reason: null);
        }

        if (outcome != Outcome.Fixed && !Case.IsClosed)
        {
            Close(outcome);
        }
    }

    private void Visit(bool done, string? reason)
    {
        if (service.VisitReasons.IsEmpty)
        {
            done = true;
        }

        var known = service.VisitReasons.FirstOrDefault(choice => choice.Code == reason) ?? (done ? null : dice.Pick(service.VisitReasons));
        var at = Instant.Max(Now - dice.Minutes(3, 50), Case.Promises.Max(promise => promise.GivenAt));
        var file = File(Owner);
        if (Case.RecordVisit(file.Work, at, done, known?.Code, dice.Chance(0.2) ? Say("visit") : null) is VisitOutcome.Recorded recorded)
        {
            Tell(VisitMail.Kind, notice => VisitMail.Write(notice, recorded, photo: false));
        }
    }

    private void EndStep(CaseStage stage)
    {
        Case.EndCurrentStage(File(Owner).Work);
        var said = Say("decision");
        Tell(EndStage.Kind, notice => EndStage.Write(notice, stage.Code, said));
    }

    /// <summary>Somebody sees in time that it will be later, and says so.</summary>
    private IEnumerable<Instant> PutOff(Promise promise)
    {
        wasPut = true;
        foreach (var moment in Happening(Now, AtWork(Calendar, Now + ((promise.Due - Now) * (0.4 + (0.5 * dice.Share()))))))
        {
            yield return moment;
        }

        var later = isSlow ? dice.Between(30, 160) : dice.Between(3, 12);
        var date = Instant.Max(promise.Due, Now).InZone(council.Zone).Date.PlusDays(later);
        var reason = Say("revise");
        var work = File(Owner).Work;
        if (Case.Revise(work, promise.Id, work.Promises.InPlaceOfClosed(promise, date) ?? date, reason) is RevisionOutcome.Revised revised)
        {
            Tell(RevisedMail.Kind, notice => RevisedMail.Write(notice, revised.Old, revised.New, reason));
        }
    }

    private IEnumerable<Instant> WaitForResident(Instant due)
    {
        wasPut = true;
        foreach (var moment in Until(AtWork(Calendar, Now + ((due - Now) * (0.6 * dice.Share())))))
        {
            yield return moment;
        }

        var asked = Say("pause");
        if (!Case.PauseClocks(File(Owner).Work, asked))
        {
            yield break;
        }

        Tell(PauseMail.PausedKind, notice => PauseMail.WritePaused(notice, asked));
        yield return ByDay(Now + dice.Between(Duration.FromHours(5), Duration.FromDays(12)));
        var said = Say("news");
        var given = Case.AddInformation(File(Kept.Cases.By.Resident).Work, Channel.Web, said, files: 0) ?? [];
        told.Words.Add(said);
        Tell(PauseMail.ResumedKind, notice => PauseMail.WriteResumed(notice, given, answered: true));
    }
}
