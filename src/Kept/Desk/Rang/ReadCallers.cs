using System.Collections.Immutable;
using Kept.Cases;
using Kept.Desk.Search;
using Kept.Domain.Cases;
using Kept.Domain.Promises;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Desk.Rang;

/// <summary>Somebody who may be on the line, and their cases, open ones first.</summary>
internal sealed record Caller(string? Name, string? Phone, string? Mail, string? Notes, ImmutableArray<CallersCase> Cases);

/// <param name="FollowerId">The caller on that case.</param>
/// <param name="Told">The sentences of the promises that count now, as they were given; to be read aloud.</param>
internal sealed record CallersCase(FoundCase Found, long? FollowerId, ImmutableArray<ToldPromise> Told);

internal sealed record ToldPromise(string Words, string Language, bool Broken);

/// <summary>Finds who is on the line by whatever they say of themselves. Two statements beside those of the search.</summary>
internal sealed class ReadCallers(KeptDb db, FindCases find)
{
    private const int Most = 20;

    public async Task<(ImmutableArray<Caller> Callers, bool More)> HandleAsync(string? typed, CancellationToken cancellationToken)
    {
        var found = await find.HandleAsync(typed, Most, cancellationToken);
        CaseId[] ids = [.. found.Cases.Select(one => one.Row.Case.Id)];
        if (ids.Length == 0)
        {
            return ([], false);
        }

        var followers = await db.Set<Follower>().AsNoTracking().Where(follower => ids.Contains(follower.CaseId)).ToListAsync(cancellationToken);
        var told = await ToldAsync(ids, cancellationToken);
        var wanted = SearchWords.Parse(typed);
        var cases = found.Cases.Select(one =>
        {
            var caller = CallerOf(followers.Where(follower => follower.CaseId == one.Row.Case.Id).ToList(), wanted);
            return (Caller: caller, Case: new CallersCase(one, caller?.Id, [.. told[one.Row.Case.Id]]));
        });
        var callers = cases.GroupBy(one => KeyOf(one.Caller, one.Case)).Select(group =>
        {
            var who = group.First().Caller;
            return new Caller(who?.Name, who?.Phone, who?.Mail, who?.Notes, [.. group.Select(one => one.Case)]);
        });
        return ([.. callers], found.More);
    }

    private async Task<ILookup<CaseId, ToldPromise>> ToldAsync(CaseId[] ids, CancellationToken cancellationToken)
    {
        var promises = await db.Promises.AsNoTracking()
            .Where(promise => ids.Contains(promise.CaseId)
                && (promise.State == PromiseState.Open || (promise.State == PromiseState.Broken && promise.ReplacedById == null)))
            .OrderBy(promise => promise.Due)
            .Select(promise => new { promise.CaseId, promise.Words, promise.Language, promise.State }).ToListAsync(cancellationToken);
        return promises.ToLookup(promise => promise.CaseId, promise => new ToldPromise(promise.Words, promise.Language, promise.State == PromiseState.Broken));
    }

    /// <summary>Of the people on a case the one who was looked for; the reporter where nothing tells.</summary>
    private static Follower? CallerOf(List<Follower> people, SearchWords wanted) =>
        people.FirstOrDefault(person => (wanted.PhoneKey ?? wanted.MailKey) is not null
            && (person.PhoneKey == wanted.PhoneKey || person.MailKey == wanted.MailKey))
        ?? people.FirstOrDefault(person => person.Name is not null && CaseWords.Split(person.Name).Intersect(wanted.Words).Any())
        ?? people.FirstOrDefault(person => person.Reporter);

    /// <summary>The same address or number is the same person; without either each case stands alone.</summary>
    private static string KeyOf(Follower? caller, CallersCase about) =>
        caller?.MailKey ?? caller?.PhoneKey ?? about.Found.Row.Case.Id.ToString();
}
