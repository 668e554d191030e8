using Kept.Catalogue;
using Kept.Domain.Cases;
using Kept.Domain.Promises;
using Kept.Promises;
using NodaTime;

namespace Kept.Desk.CasePage;

/// <summary>
/// Compares promises that were given with what the service and the calendars of today would make of them. A difference is
/// shown and nothing more: a promise never moves because a rule was edited.
/// </summary>
internal sealed class PromiseConflicts(CatalogueInUse catalogue, PromiseMakers makers)
{
    public PromiseConflict? Of(Case about, Promise promise)
    {
        if (!promise.IsRunning || promise.Source != PromiseSource.Stage || promise.Target is null)
        {
            return null;
        }

        var today = catalogue.Find(about.ServiceCode)?.Service;
        if (today?.Stages.FirstOrDefault(stage => stage.Code == promise.Stage) is not { } stage)
        {
            return new PromiseConflict(null);
        }

        var (maker, pauses) = (makers.For(today), PausesOf(about, promise));
        var terms = !TakesThePlaceOfBroken(about, promise) ? maker.ForStage(stage, promise.ClockFrom, pauses, promise.Language, promise.Channel, about.SlotEnd)
            : promise.Target == today.WhenBroken.Extension ? maker.AfterPause(promise, pauses, default, promise.Language, promise.Channel)
            : maker.AfterBreach(promise, today.WhenBroken, promise.ClockFrom, promise.Language, promise.Channel);
        return terms.Due == promise.Due ? null : new PromiseConflict(catalogue.CalendarOf(terms.Calendar).Local(terms.Due));
    }

    /// <summary>Such a one has the time of the service's policy, not that of the stage; it may have been counted again after a pause.</summary>
    private static bool TakesThePlaceOfBroken(Case about, Promise promise)
    {
        for (var old = promise; old is not null; old = about.Promises.FirstOrDefault(before => before.ReplacedById == old.Id))
        {
            if (old.State == PromiseState.Broken)
            {
                return true;
            }
        }

        return false;
    }

    private static Interval[] PausesOf(Case about, Promise promise) =>
    [
        .. about.Pauses.Where(pause => pause.ToAt is { } end && end > promise.ClockFrom)
            .Select(pause => new Interval(Instant.Max(pause.FromAt, promise.ClockFrom), pause.ToAt!.Value)),
    ];
}
