using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Api;

/// <summary>
/// Lets the answer of a request be saved with what the request does: whoever answers says beforehand how, and the save of
/// the operation takes the answer along. So there is no moment in which the one is kept and the other is not.
/// </summary>
internal sealed class RequestOnce(IClock clock)
{
    private RequestKey? key;
    private Func<KeptDb, ApiReply>? reply;

    /// <param name="request">Under which key the answer is kept.</param>
    /// <param name="answer">Makes the answer from what is about to be saved.</param>
    public void Expect(RequestKey request, Func<KeptDb, ApiReply> answer) => (key, reply) = (request, answer);

    /// <summary>What is saved from now on is not what was asked for.</summary>
    public void Forget() => (key, reply) = (null, null);

    /// <summary>The answer as it was saved; null while nothing was.</summary>
    public ApiReply? Kept { get; private set; }

    /// <summary>Adds the answer to a save; called by every save of the request, and again where one has to be tried again.</summary>
    public void Join(KeptDb db)
    {
        if (key is not { } request || reply is null)
        {
            return;
        }

        foreach (var earlier in db.ChangeTracker.Entries<ApiAnswer>().ToList())
        {
            if (earlier.State == EntityState.Unchanged)
            {
                return;
            }

            earlier.State = EntityState.Detached;
        }

        Kept = reply(db);
        db.Add(request.ToAnswer(Kept, clock.GetCurrentInstant()));
    }
}

/// <param name="Scope">Whose request it is.</param>
/// <param name="Key">The <c>Idempotency-Key</c> as it was sent.</param>
/// <param name="Hash">Of everything that makes the request: method, address, conditions and content.</param>
/// <param name="Seal">Closes answers that hold a secret.</param>
internal sealed record RequestKey(string Scope, string Key, string Hash, AnswerSeal Seal)
{
    public ApiAnswer ToAnswer(ApiReply reply, Instant now) =>
        new(Scope, Key, Hash, reply.Status, reply.IsSecret ? Seal.Close(reply.Body) : reply.Body, reply.EntityTag, now);

    public ApiReply ToReply(ApiAnswer kept) =>
        new(kept.Status, AnswerSeal.IsClosed(kept.Body) ? Seal.Open(kept.Body) : kept.Body, kept.EntityTag);
}
