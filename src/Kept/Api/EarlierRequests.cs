using System.Collections.Concurrent;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Api;

/// <summary>What is known of a key that comes with a request.</summary>
internal abstract record EarlierRequest
{
    private EarlierRequest()
    {
    }

    /// <summary>The key is new.</summary>
    public sealed record None : EarlierRequest;

    public sealed record Answered(ApiReply Reply) : EarlierRequest;

    /// <summary>The key was used for another request.</summary>
    public sealed record Other : EarlierRequest;
}

/// <summary>Finds what was answered before, and keeps what was not saved with the work.</summary>
internal sealed class EarlierRequests(KeptDb db, IClock clock)
{
    public async Task<EarlierRequest> FindAsync(RequestKey request, CancellationToken cancellationToken)
    {
        var answer = await db.Set<ApiAnswer>().AsNoTracking().SingleOrDefaultAsync(
            known => known.Scope == request.Scope && known.IdempotencyKey == request.Key, cancellationToken);
        return answer is null ? new EarlierRequest.None()
            : answer.RequestHash != request.Hash ? new EarlierRequest.Other()
            : new EarlierRequest.Answered(request.ToReply(answer));
    }

    /// <summary>Keeps an answer after the work is done: for work of several saves, which does no harm when it is done again.</summary>
    public async Task KeepAsync(RequestKey request, ApiReply reply, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        db.Add(request.ToAnswer(reply, clock.GetCurrentInstant()));
        await db.SaveChangesAsync(cancellationToken);
    }
}

/// <summary>Which requests this process is working on, by their keys. Two processes meet at the row of the answer instead.</summary>
internal sealed class RequestsUnderWay
{
    private readonly ConcurrentDictionary<(string Scope, string Key), bool> underWay = new();

    /// <summary>Null when a request with the same key is being worked on; else to be disposed of when this one is done.</summary>
    public IDisposable? Enter(RequestKey request) =>
        underWay.TryAdd((request.Scope, request.Key), true) ? new Turn(this, request) : null;

    private sealed class Turn(RequestsUnderWay requests, RequestKey request) : IDisposable
    {
        public void Dispose() => requests.underWay.TryRemove((request.Scope, request.Key), out _);
    }
}
