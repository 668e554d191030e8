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

        var terms = makers.For(today).ForStage(stage, promise.ClockFrom, PausesOf(about, promise), promise.Language, promise.Channel, about.SlotEnd);
        return terms.Due == promise.Due ? null : new PromiseConflict(catalogue.CalendarOf(terms.Calendar).Local(terms.Due));
    }

    private static Interval[] PausesOf(Case about, Promise promise) =>
    [
        .. about.Pauses.Where(pause => pause.ToAt is { } end && end > promise.ClockFrom)
            .Select(pause => new Interval(Instant.Max(pause.FromAt, promise.ClockFrom), pause.ToAt!.Value)),
    ];
}
