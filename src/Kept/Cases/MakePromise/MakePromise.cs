using Kept.Cases.Notices;
using Kept.Domain.Cases;
using NodaTime;

namespace Kept.Cases.MakePromise;

/// <param name="Words">The sentence the resident is given; the date is added to it.</param>
internal sealed record MakePromiseInput(Reference Reference, int? SeenVersion, By By, LocalDate Date, string Words);

/// <summary>An agent promises something of their own; it counts down like every other promise.</summary>
internal sealed class MakePromise(CaseSaving saving, NoticePost post)
{
    public const string Kind = "promised";

    public async Task<CaseOutcome> HandleAsync(MakePromiseInput input, CancellationToken cancellationToken)
    {
        LocalDate? instead = null;
        var came = await saving.ChangeAsync(input.Reference, input.By, input.SeenVersion, async file =>
        {
            if (string.IsNullOrWhiteSpace(input.Words))
            {
                return "promiseWords";
            }

            if (file.Case.PromiseByAgent(file.Work, input.Date, input.Words) is not { } promise)
            {
                instead = file.Case.IsClosed || input.Date < file.Work.Promises.Today(file.Work.Now) ? null : file.Work.Promises.InPlaceOfClosed(old: null, input.Date);
                return file.Case.IsClosed ? "closed" : instead is null ? "datePast" : "dateClosed";
            }

            await post.ToAllAsync(file, Kind, notice =>
            {
                notice.Subject = notice.Words["notice.promised.subject", ("reference", notice.Case.Reference.ToString())];
                notice.Heading(notice.Words["notice.promised.heading"]);
                notice.Say(notice.Words["notice.about", ("what", notice.What)]);
                notice.Promise(promise);
                notice.WayToCase();
            }, cancellationToken);
            return null;
        }, cancellationToken);
        return came is CaseOutcome.Refused refused ? refused with { Day = instead } : came;
    }
}

internal sealed record KeepPromiseInput(Reference Reference, int? SeenVersion, By By, long PromiseId);

/// <summary>An agent says that what they promised is done.</summary>
internal sealed class KeepPromise(CaseSaving saving)
{
    public Task<CaseOutcome> HandleAsync(KeepPromiseInput input, CancellationToken cancellationToken) =>
        saving.ChangeAsync(
            input.Reference, input.By, input.SeenVersion,
            file => Task.FromResult(file.Case.KeepPromise(file.Work, input.PromiseId) ? null : "noPromise"),
            cancellationToken);
}
