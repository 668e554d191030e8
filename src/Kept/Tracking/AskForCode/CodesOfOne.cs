using System.Security.Cryptography;
using System.Text;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Tracking.AskForCode;

/// <summary>
/// What was asked and typed within the last hour for one reference and one address, whether they belong together or not. Limits
/// count over all of it: a new page for a code is no new set of guesses.
/// </summary>
/// <param name="Requests">The oldest first.</param>
internal sealed record CodesOfOne(IReadOnlyList<CodeRequest> Requests)
{
    /// <summary>So often a code can be asked for in an hour. Most of them send nothing: one code at a time is good.</summary>
    public const int MostAsked = 6;

    /// <summary>After so many wrong codes in an hour none is taken, and none is sent.</summary>
    public const int MostWrong = 10;

    private const long Queue = 0x43_6F_64_65_00; // "Code", and one of its turns
    private const int Turns = 64;
    private static readonly Duration Hour = Duration.FromHours(1);

    public bool HasTooManyWrong => Requests.Sum(request => request.WrongTries) >= MostWrong;

    public bool HasTooManyAsked => HasTooManyWrong || Requests.Count >= MostAsked;

    /// <summary>When the oldest does not count any more.</summary>
    public Instant CountsUntil => Requests[0].AskedAt + Hour;

    /// <param name="requests">Tracked or not, as the caller wants them.</param>
    /// <param name="reference">As it is stored.</param>
    /// <param name="mailKey">Of the address.</param>
    /// <param name="now">The end of the hour.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<CodesOfOne> ReadAsync(
        IQueryable<CodeRequest> requests, string reference, string mailKey, Instant now, CancellationToken cancellationToken)
    {
        var since = now - Hour;
        return new(await requests.Where(request => request.MailKey == mailKey && request.AskedAt > since && request.Reference == reference)
            .OrderBy(request => request.AskedAt).ThenBy(request => request.Id).ToListAsync(cancellationToken));
    }

    /// <summary>One after the other, on all nodes: side by side everybody would find the limits not yet reached.</summary>
    public static Task<T> InTurnAsync<T>(KeptDb db, string reference, string mailKey, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        var turn = SHA256.HashData(Encoding.UTF8.GetBytes($"{reference} {mailKey}"))[0] % Turns;
        return QueueTurn.TakeAsync(db, Queue + turn, work, cancellationToken);
    }
}
