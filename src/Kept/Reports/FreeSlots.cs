using BookedPlace = Kept.Cases.Booking;
using Kept.Catalogue;
using Kept.Domain.Catalogue;
using Kept.Domain.Catalogue.Answers;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Reports;

/// <summary>What answers are checked against at this moment: today's date, and the days that can still be booked.</summary>
internal sealed class FreeSlots(KeptDb db, CatalogueInUse catalogue, IClock clock)
{
    public async Task<AnswerContext> ContextAsync(Service service, CancellationToken cancellationToken)
    {
        var (calendar, now) = (catalogue.CalendarOf(service.Calendar), clock.GetCurrentInstant());
        var today = calendar.Local(now).Date;
        if (service.Booking is not { } booking)
        {
            return new AnswerContext(today);
        }

        var full = (await db.Set<BookedPlace>().AsNoTracking()
            .Where(taken => taken.ServiceCode == service.Code && taken.SlotStart > now)
            .GroupBy(taken => taken.SlotStart)
            .Where(slot => slot.Count() >= booking.Capacity)
            .Select(slot => slot.Key)
            .ToListAsync(cancellationToken)).ToHashSet();
        return new AnswerContext(today,
        [
            .. BookableSlots.Offer(booking, calendar, now).Where(slot => !full.Contains(BookableSlots.IntervalOf(slot, calendar).Start)),
        ]);
    }

    /// <summary>The booked time, where the service books one.</summary>
    public Interval? Booked(OpenDraft draft) =>
        draft.Asked.Questions.Where(question => question.Type == QuestionType.Slot)
            .Select(question => draft.AnswerTo(question.Code)).OfType<AnswerValue.Slot>().FirstOrDefault() is { } slot
            ? BookableSlots.IntervalOf(slot, catalogue.CalendarOf(draft.Service.Calendar))
            : null;
}
