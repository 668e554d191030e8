using Kept.Cases;
using Kept.Domain.Cases;
using Kept.Files;
using Kept.Outside;
using Kept.Settings;
using Kept.Storage;
using Kept.Texts;
using Kept.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;

namespace Kept.Forwarding.Exchange.SendForwards;

/// <summary>
/// Sends what is due to other servers, one at a time. That an attempt leaves is written down before it does: after a lost
/// answer, a crash or nonsense, the next attempt first looks whether they have it, and sends only when they do not.
/// </summary>
internal sealed class SendForwards(
    KeptDb db, CaseFiles files, TheirServer server, OneInHand inHand, ForwardMails mails, TextLibrary texts, IClock clock, IOptions<ForwardingSettings> settings,
    IOptions<KeptSettings> kept) : IPeriodicWork
{
    /// <summary>Clocks of two councils differ, and some servers list by day.</summary>
    private static readonly Duration Earlier = Duration.FromHours(24);

    public Duration Pause => Duration.FromSeconds(10);

    public Task<int> RunOnceAsync(CancellationToken cancellationToken) => inHand.WorkAsync(
        now => db.Set<Forward>().Where(forward => forward.NextAttemptAt != null && forward.NextAttemptAt <= now)
            .OrderBy(forward => forward.NextAttemptAt).ThenBy(forward => forward.Id),
        AdvanceAsync, cancellationToken);

    private async Task AdvanceAsync(Forward forward, CancellationToken cancellationToken)
    {
        var reference = await db.Cases.Where(about => about.Id == forward.CaseId).Select(about => about.Reference).SingleAsync(cancellationToken);
        var file = (await files.ReadAsync(reference, By.System, cancellationToken))!;
        if (!settings.Value.Partners.TryGetValue(forward.Partner, out var partner) || !partner.Services.ContainsKey(file.Case.ServiceCode))
        {
            forward.WasRefused(Say("forward.noSetting"));
        }
        else if (forward.State == ForwardState.Promised)
        {
            await AskForTokenAsync(forward, partner, cancellationToken);
        }
        else if (!forward.MayHaveArrived || await IsMissingThereAsync(forward, partner, file, cancellationToken))
        {
            await SendAsync(forward, partner, file, cancellationToken);
        }

        if (forward.State == ForwardState.Failed && !file.Case.IsClosed)
        {
            await mails.FailedAsync(file, forward, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private Task SendAsync(Forward forward, ForwardPartner partner, CaseFile file, CancellationToken cancellationToken)
    {
        if (!file.Case.IsClosed)
        {
            return SendOpenAsync(forward, partner, file, cancellationToken);
        }

        // Looked at again as long as it could be sent: the case may be opened again.
        forward.WasNotTaken(clock.GetCurrentInstant(), Say("forward.closedBefore"), mayHaveArrived: false);
        return Task.CompletedTask;
    }

    private async Task SendOpenAsync(Forward forward, ForwardPartner partner, CaseFile file, CancellationToken cancellationToken)
    {
        var fields = FormFor(partner).Of(file, await PhotoAsync(file.Case.Id, cancellationToken));
        forward.Sending(string.Join("\n", fields.Select(field => $"{field.Name}: {field.Value}")));
        await db.SaveChangesAsync(cancellationToken);
        var answer = await server.PostAsync(partner, "requests.xml", fields, $"kept-{forward.Id}", cancellationToken);
        var now = clock.GetCurrentInstant();
        switch (answer)
        {
            case OutsideAnswer.Answered { Status: >= 200 and < 300 } taken:
                TakeAnswer(forward, taken, now);
                break;
            case OutsideAnswer.Answered { Status: 408 or 425 or 429 } busy:
                forward.WasNotTaken(now, Status(busy), mayHaveArrived: busy.Status == 408);
                break;
            case OutsideAnswer.Answered { Status: >= 400 and < 500 } refused:
                forward.WasRefused(TheirAnswer.ErrorIn(refused.Body) ?? Status(refused));
                break;
            case OutsideAnswer.Answered strange:
                forward.WasNotTaken(now, Status(strange), mayHaveArrived: true);
                break;
            case OutsideAnswer.Nothing { Trouble: OutsideTrouble.BadAddress or OutsideTrouble.InsideNetwork }:
                forward.WasRefused(Say("forward.noWay"));
                break;
            case OutsideAnswer.Nothing nothing:
                forward.WasNotTaken(now, Say("forward.notReached"), mayHaveArrived: nothing.Trouble is not (OutsideTrouble.NoSuchName or OutsideTrouble.NotReached));
                break;
        }
    }

    /// <summary>The first photo that came with the report, unless it is for staff alone.</summary>
    private async Task<string?> PhotoAsync(CaseId about, CancellationToken cancellationToken)
    {
        CaseId? wanted = about;
        var first = (await db.Set<StoredFile>().AsNoTracking()
            .Where(stored => stored.CaseId == wanted && stored.IsPublic && stored.Purpose == FilePurpose.Report)
            .OrderBy(stored => stored.Id).ToListAsync(cancellationToken)).FirstOrDefault(stored => stored.Kind.IsPicture);
        return first is null ? null : kept.Value.AddressOf(first.Path);
    }

    private void TakeAnswer(Forward forward, OutsideAnswer.Answered answer, Instant now)
    {
        var record = TheirAnswer.Records(answer.Body, "request")?.FirstOrDefault();
        if (record?.One("service_request_id") is { Length: > 0 and <= 200 } id)
        {
            forward.WasTaken(id, now);
        }
        else if (record?.One("token") is { Length: > 0 and <= 200 } token)
        {
            forward.WasPromised(token, now);
        }
        else
        {
            forward.WasNotTaken(now, Say("forward.notUnderstood"), mayHaveArrived: true);
        }
    }

    private async Task AskForTokenAsync(Forward forward, ForwardPartner partner, CancellationToken cancellationToken)
    {
        var answer = await server.GetAsync(partner, $"tokens/{Uri.EscapeDataString(forward.Token!)}.xml", [], cancellationToken);
        var record = answer is OutsideAnswer.Answered { Status: >= 200 and < 300 } told ? TheirAnswer.Records(told.Body, "request")?.FirstOrDefault() : null;
        if (record?.One("service_request_id") is { Length: > 0 and <= 200 } id)
        {
            forward.WasTaken(id, clock.GetCurrentInstant());
        }
        else
        {
            forward.WasNotTaken(clock.GetCurrentInstant(), Say("forward.tokenOpen"), mayHaveArrived: true);
        }
    }

    /// <summary>
    /// True when all of their list was read and does not have it, so that it may be sent. Where they have it, it is taken note of;
    /// where the list cannot be read, it is tried again later.
    /// </summary>
    private async Task<bool> IsMissingThereAsync(Forward forward, ForwardPartner partner, CaseFile file, CancellationToken cancellationToken)
    {
        var since = InstantPattern.General.Format((forward.FirstAttemptAt ?? forward.CreatedAt) - Earlier);
        var pages = new TheirPages(
            server, partner, "requests.xml", "request", ("service_code", partner.Services[file.Case.ServiceCode].Code), ("start_date", since));
        var (reference, mark) = (file.Case.Reference.ToString(), FormFor(partner).MarkOf(file));
        while (await pages.NextAsync(cancellationToken) is { } records)
        {
            var ours = records.FirstOrDefault(record =>
                record.One("account_id") == reference || record.One("description")?.Contains(mark, StringComparison.Ordinal) == true);
            if (ours?.One("service_request_id") is { Length: > 0 and <= 200 } id)
            {
                forward.WasTaken(id, clock.GetCurrentInstant());
                return false;
            }
        }

        if (pages.End != PagesEnd.Whole)
        {
            forward.WasNotTaken(clock.GetCurrentInstant(), Say("forward.notLookedUp"), mayHaveArrived: true);
        }

        return pages.End == PagesEnd.Whole;
    }

    private ForwardForm FormFor(ForwardPartner partner) => new(partner, texts.In(kept.Value.Organisation.Language));

    private string Status(OutsideAnswer.Answered answer) => texts.In(kept.Value.Organisation.Language)["forward.answered", ("status", answer.Status.ToString(System.Globalization.CultureInfo.InvariantCulture))];

    private string Say(string key) => texts.In(kept.Value.Organisation.Language)[key];
}
