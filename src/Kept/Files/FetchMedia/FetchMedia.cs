using Kept.Domain.Cases;
using Kept.Outside;
using Kept.Storage;
using Kept.Texts;
using Kept.Workers;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Files.FetchMedia;

/// <summary>
/// Fetches the files that partners named by their address, one at a time, and keeps what passes the inspection that every
/// upload passes. A file that arrives twice, because a worker died with it in hand, is kept once.
/// </summary>
internal sealed class FetchMedia(
    KeptDb db, OutsideCalls outside, FileIntake intake, FileLimits limits, RowLease lease, TextLibrary texts, IClock clock) : IPeriodicWork
{
    public Duration Pause => Duration.FromSeconds(10);

    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (await ClaimAsync(cancellationToken) is not { } media)
        {
            return 0;
        }

        try
        {
            await lease.HoldAsync(
                new HeldRow(nameof(PartnerMedia), media.Id, media.NextAttemptAt),
                (held, until, cancellation) => held.Set<PartnerMedia>().Where(known => known.Id == media.Id && known.State == MediaState.Waiting && known.Attempts == media.Attempts)
                    .ExecuteUpdateAsync(set => set.SetProperty(known => known.NextAttemptAt, until), cancellation),
                held => FetchAsync(media, held), cancellationToken);
        }
        catch (Exception problem) when (problem is DbUpdateConcurrencyException || (problem is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            db.ChangeTracker.Clear(); // whoever took it over after the lease writes down what came of it
        }

        return 1;
    }

    private async Task<bool> FetchAsync(PartnerMedia media, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, media.Address);
        switch (await outside.SendAsync(request, limits.MaxBytes, cancellationToken))
        {
            case OutsideAnswer.Answered { Status: >= 200 and < 300 } answered:
                await KeepAsync(media, answered.Body, cancellationToken);
                break;
            case OutsideAnswer.Answered { Status: 408 or 425 or 429 or >= 500 } answered:
                media.Postpone(clock.GetCurrentInstant(), $"status {answered.Status}");
                break;
            case OutsideAnswer.Answered answered:
                media.End(MediaState.Refused, $"status {answered.Status}");
                break;
            case OutsideAnswer.Nothing { Trouble: OutsideTrouble.BadAddress or OutsideTrouble.InsideNetwork or OutsideTrouble.TooLarge } refused:
                media.End(MediaState.Refused, refused.Trouble.ToString());
                break;
            case OutsideAnswer.Nothing nothing:
                media.Postpone(clock.GetCurrentInstant(), nothing.Trouble.ToString());
                break;
        }

        await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    private async Task<PartnerMedia?> ClaimAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        var due = await db.Set<PartnerMedia>().Where(media => media.State == MediaState.Waiting && media.NextAttemptAt <= now)
            .OrderBy(media => media.NextAttemptAt).ThenBy(media => media.Id).FirstOrDefaultAsync(cancellationToken);
        due?.Lease(now + RowLease.Length);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return due;
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return null;
        }
    }

    private async Task KeepAsync(PartnerMedia media, byte[] body, CancellationToken cancellationToken)
    {
        var language = await db.Cases.Where(about => about.Id == media.CaseId).Select(about => about.Language).SingleAsync(cancellationToken);
        var name = Uri.UnescapeDataString(new Uri(media.Address).Segments[^1]);
        var upload = new FileUpload(name, body.Length, () => new MemoryStream(body), texts.In(language)["files.name"]);
        switch (await intake.TakeAsync(upload, new FileOrigin(media.CaseId, null, media.Purpose, media.IsPublic, null), cancellationToken))
        {
            case FileTaking.Taken taken:
                await AddAsync(media, taken.File, cancellationToken);
                break;
            case FileTaking.Refused refused:
                media.End(MediaState.Refused, refused.Why.ToString());
                break;
            default:
                media.Postpone(clock.GetCurrentInstant(), nameof(FileTaking.DiskFull));
                break;
        }
    }

    private async Task AddAsync(PartnerMedia media, StoredFile stored, CancellationToken cancellationToken)
    {
        CaseId? about = media.CaseId;
        if (!await db.Set<StoredFile>().AnyAsync(known => known.CaseId == about && known.Hash == stored.Hash, cancellationToken))
        {
            db.Add(stored);
        }

        media.End(MediaState.Taken, stored.MediaType);
    }
}
