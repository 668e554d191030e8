using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Staff.SignIn;

/// <summary>Counts tries by mail address, over all processes on this database.</summary>
internal sealed class SignInTries(KeptDb db, IdSource ids, IClock clock)
{
    /// <summary>
    /// Records a password try and says whether it is still within the limit. The row is saved before the password is looked at:
    /// many guesses sent at the same moment see one another.
    /// </summary>
    public async Task<bool> BeginPasswordAsync(string mail, CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        db.Add(new SignInTry(ids.Next(), TryKind.Password, mail, now));
        await db.SaveChangesAsync(cancellationToken);
        return await CountAsync(TryKind.Password, mail, now - SignInTry.Window, cancellationToken) <= SignInTry.MostInWindow;
    }

    /// <summary>Records that a reset was asked for, to be saved with whatever follows; false when that was too often.</summary>
    public async Task<bool> AddResetAsync(string mail, CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        var before = await CountAsync(TryKind.ResetAsked, mail, now - SignInTry.ResetWindow, cancellationToken);
        db.Add(new SignInTry(ids.Next(), TryKind.ResetAsked, mail, now));
        return before < SignInTry.MostResets;
    }

    /// <summary>The addresses, as hashes, whose next password would be refused without being looked at.</summary>
    public async Task<HashSet<string>> LockedHashesAsync(CancellationToken cancellationToken)
    {
        var since = clock.GetCurrentInstant() - SignInTry.Window;
        return await db.Set<SignInTry>().Where(attempt => attempt.Kind == TryKind.Password && attempt.At > since)
            .GroupBy(attempt => attempt.MailHash)
            .Where(attempts => attempts.Count() >= SignInTry.MostInWindow)
            .Select(attempts => attempts.Key).ToHashSetAsync(cancellationToken);
    }

    /// <summary>Forgets the wrong passwords of an address, and everything too old to count.</summary>
    public async Task ForgetAsync(string mail, CancellationToken cancellationToken)
    {
        var hash = SignInTry.HashOf(mail);
        var old = clock.GetCurrentInstant() - SignInTry.ResetWindow;
        await db.Set<SignInTry>()
            .Where(attempt => (attempt.MailHash == hash && attempt.Kind == TryKind.Password) || attempt.At < old)
            .ExecuteDeleteAsync(cancellationToken);
    }

    private Task<int> CountAsync(TryKind kind, string mail, Instant since, CancellationToken cancellationToken)
    {
        var hash = SignInTry.HashOf(mail);
        return db.Set<SignInTry>().CountAsync(
            attempt => attempt.MailHash == hash && attempt.Kind == kind && attempt.At > since, cancellationToken);
    }
}
