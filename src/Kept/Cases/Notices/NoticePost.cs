using Dapper;
using Kept.Domain.Cases;
using Kept.Mail.Outgoing;
using Kept.Settings;
using Kept.Storage;
using Kept.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;

namespace Kept.Cases.Notices;

/// <summary>Writes notices about a case as message rows of the save that is under way.</summary>
internal sealed class NoticePost(KeptDb db, OvertakenNotices overtaken, TextLibrary texts, IdSource ids, IOptions<KeptSettings> settings)
{
    /// <summary>
    /// Writes to everybody who follows the case and has given an address; each in their language. What waits and is no longer
    /// true after that is taken back.
    /// </summary>
    /// <param name="whom">Who has to be told, seeing what was just taken back; everybody where it is left out.</param>
    public async Task<IReadOnlyList<Message>> ToAllAsync(
        CaseFile file, string kind, Action<Notice> write, CancellationToken cancellationToken, Func<Follower, Untold, bool>? whom = null)
    {
        var untold = await overtaken.TakeBackAsync(file, kind, cancellationToken);
        var followers = file.Case.Followers.Where(follower => follower.IsFollowing && follower.Mail is not null)
            .Where(follower => whom?.Invoke(follower, untold) ?? true).ToList();
        var confirmed = await ConfirmedAsync(followers, cancellationToken);
        return [.. followers.Select(follower => Write(file, follower, confirmed.Contains(follower.MailKey!), kind, write, untold))];
    }

    /// <summary>Writes to one follower; null when they gave no address.</summary>
    public async Task<Message?> ToAsync(
        CaseFile file, Follower follower, string kind, Action<Notice> write, CancellationToken cancellationToken)
    {
        if (follower.Mail is null)
        {
            return null;
        }

        var confirmed = await ConfirmedAsync([follower], cancellationToken);
        return Write(file, follower, confirmed.Count > 0, kind, write, Untold.Nothing);
    }

    private Message Write(CaseFile file, Follower follower, bool mayRepeat, string kind, Action<Notice> write, Untold untold)
    {
        var words = texts.In(follower.Language);
        var notice = new Notice(file.Case, file.Service, file.Work.Promises, follower, mayRepeat, words, settings.Value)
        {
            Title = CaseTitle.In(file.Case, file.Service, texts, words),
            Untold = untold.WrittenTo(follower),
        };
        write(notice);
        var to = new MessageAddress(follower.Mail!, words.Language, file.Case.Id, follower.Id);
        var message = new Message(ids.Next(), to, kind, notice.Subject, notice.ToLetter(), file.Work.Now);
        db.Messages.Add(message);
        return message;
    }

    private async Task<HashSet<string>> ConfirmedAsync(List<Follower> followers, CancellationToken cancellationToken)
    {
        var keys = followers.Select(follower => follower.MailKey!).Distinct().ToArray();
        return keys switch
        {
            [] => [],
            [var one] => await IsConfirmedAsync(one, cancellationToken) ? [one] : [],
            _ => (await db.ConfirmedAddresses.Where(address => keys.Contains(address.AddressKey))
                .Select(address => address.AddressKey).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal),
        };
    }

    /// <summary>Asked for every report that comes in, so it goes past the model, whose way to a single yes or no is long.</summary>
    private async Task<bool> IsConfirmedAsync(string key, CancellationToken cancellationToken) =>
        await db.Database.GetDbConnection().ExecuteScalarAsync<int?>(new CommandDefinition(
            "SELECT 1 FROM confirmed_addresses WHERE address_key = @key", new { key },
            db.Database.CurrentTransaction?.GetDbTransaction(), cancellationToken: cancellationToken)) is not null;
}
