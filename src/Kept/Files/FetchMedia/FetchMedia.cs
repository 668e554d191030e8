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
    KeptDb db, OutsideCalls outside, FileIntake intake, FileLimits limits, OneInHand inHand, TextLibrary texts, IClock clock) : IPeriodicWork
{
    public Duration Pause => Duration.FromSeconds(10);

    public Task<int> RunOnceAsync(CancellationToken cancellationToken) => inHand.WorkAsync(
        now => db.Set<PartnerMedia>().Where(media => media.State == MediaState.Waiting && media.NextAttemptAt <= now)
            .OrderBy(media => media.NextAttemptAt).ThenBy(media => media.Id),
        FetchAsync, cancellationToken);

    private async Task FetchAsync(PartnerMedia media, CancellationToken cancellationToken)
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
