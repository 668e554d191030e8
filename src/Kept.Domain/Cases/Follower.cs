using NodaTime;

namespace Kept.Domain.Cases;

/// <summary>Somebody who is told about a case: the resident who reported it, or one who said "this is it, keep me informed".</summary>
public sealed class Follower
{
    private Follower()
    {
    }

    public Follower(long id, CaseId caseId, bool reporter, ContactDetails details, string language, Instant now)
    {
        (Id, CaseId, Reporter, Language, FollowingSince) = (id, caseId, reporter, language, now);
        (Name, Mail, Phone, Address) = (details.Name, details.Mail, details.Phone, details.Address);
        (MailKey, PhoneKey) = (details.MailKey, details.PhoneKey);
    }

    public long Id { get; private set; }

    public CaseId CaseId { get; private set; }

    /// <summary>True for the resident whose case it is.</summary>
    public bool Reporter { get; private set; }

    public string? Name { get; private set; }

    public string? Mail { get; private set; }

    /// <summary>The address in the form in which addresses are compared.</summary>
    public string? MailKey { get; private set; }

    public string? Phone { get; private set; }

    public string? PhoneKey { get; private set; }

    public string? Address { get; private set; }

    public string Language { get; private set; } = "en";

    /// <summary>How this person is best reached, in an agent's words: "hard of hearing, write".</summary>
    public string? Notes { get; private set; }

    /// <summary>Stands only in mail to this person: who presents it reads that mailbox.</summary>
    public Secret Secret { get; private set; } = Secret.NewRandom();

    public Instant FollowingSince { get; private set; }

    public Instant? StoppedAt { get; private set; }

    public bool IsFollowing => StoppedAt is null;

    /// <summary>The case that was merged into this one, where this person follows for that reason alone.</summary>
    public CaseId? CameWith { get; private set; }

    /// <summary>
    /// Puts right how this person is reached. Another mail address gets a secret of its own, as whoever presents the old
    /// one reads another mailbox.
    /// </summary>
    internal void Correct(ContactDetails details, string? notes)
    {
        if (details.MailKey != MailKey)
        {
            Secret = Secret.NewRandom();
        }

        (Name, Mail, Phone, Address, Notes) = (details.Name, details.Mail, details.Phone, details.Address, notes);
        (MailKey, PhoneKey) = (details.MailKey, details.PhoneKey);
    }

    /// <summary>Fills in what is not known of this person.</summary>
    internal void Complete(ContactDetails details, string? notes) =>
        Correct(new ContactDetails(Name ?? details.Name, Mail ?? details.Mail, Phone ?? details.Phone, Address ?? details.Address), Notes ?? notes);

    public void Stop(Instant now) => StoppedAt ??= now;

    /// <summary>Of this person's own will, whatever was the reason before.</summary>
    public void FollowAgain() => (StoppedAt, CameWith) = (null, null);

    internal void ComeWith(CaseId merged) => CameWith = merged;

    /// <summary>
    /// Unlike one who stopped, this person may not look any more either: the links in earlier mails open nothing. How they are reached
    /// does not stay on a case that is not theirs.
    /// </summary>
    internal void LetGo(Instant now)
    {
        Stop(now);
        Correct(ContactDetails.None, notes: null);
        (Secret, CameWith) = (Secret.NewRandom(), null);
    }

    /// <summary>Came with another case and left with it: nothing is known of them here.</summary>
    public bool IsGone => !IsFollowing && !Reporter && (Name, Mail, Phone, Address) == (null, null, null, null);
}
