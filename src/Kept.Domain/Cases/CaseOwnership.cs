using System.Text.Json.Nodes;

namespace Kept.Domain.Cases;

public sealed partial class Case
{
    /// <summary>The agent of <paramref name="work"/> becomes the owner. False when it is closed or theirs already.</summary>
    public bool Take(CaseWork work)
    {
        if (IsClosed || work.ById is not { } agent || OwnerId == agent)
        {
            return false;
        }

        Record(work, EventKind.Taken, isPublic: false, details: new JsonObject { ["from"] = OwnerId, ["to"] = agent });
        OwnerId = agent;
        Changed();
        return true;
    }

    /// <summary>Hands it to a colleague, or to a team without an owner yet. False when it is closed.</summary>
    public bool HandOver(CaseWork work, string team, long? ownerId, string? words)
    {
        if (IsClosed)
        {
            return false;
        }

        Record(work, EventKind.HandedOver, isPublic: false, words, new JsonObject
        {
            ["fromTeam"] = Team, ["team"] = team, ["from"] = OwnerId, ["to"] = ownerId,
        });
        (Team, OwnerId) = (team, ownerId);
        Changed();
        return true;
    }

    public void Note(CaseWork work, string words)
    {
        Record(work, EventKind.Noted, isPublic: false, words);
        Changed();
    }

    /// <summary>Staff wrote to the resident.</summary>
    public void Tell(CaseWork work, string words)
    {
        AddContact(work, Channel.Mail, incoming: false, chaser: false, words);
        Record(work, EventKind.Messaged, isPublic: true, words);
        Changed();
    }

    /// <summary>Somebody else wants to be told too; the same address is added once.</summary>
    public Follower Follow(CaseWork work, ContactDetails details, string language)
    {
        if (Known(details) is { } known)
        {
            known.FollowAgain();
            return known;
        }

        return Add(work, details, language);
    }

    /// <summary>Somebody follows because the case this person followed is part of this one now.</summary>
    private void FollowAlong(CaseWork work, Follower from)
    {
        var details = new ContactDetails(from.Name, from.Mail, from.Phone, from.Address);
        var known = Known(details);
        if (known?.IsFollowing != true)
        {
            known?.FollowAgain();
            (known ?? Add(work, details, from.Language)).ComeWith(from.CaseId);
        }
    }

    private Follower? Known(ContactDetails details) => followers.FirstOrDefault(known => known.MailKey is not null && known.MailKey == details.MailKey);

    private Follower Add(CaseWork work, ContactDetails details, string language)
    {
        var follower = new Follower(work.NewId(), Id, reporter: false, details, language, work.Now);
        followers.Add(follower);
        Record(work, EventKind.Followed, isPublic: false);
        Changed();
        return follower;
    }

    /// <summary>Puts right how somebody on the case is reached. Null when that person is not on it.</summary>
    public Follower? Correct(CaseWork work, long followerId, ContactDetails details, string? notes)
    {
        if (followers.FirstOrDefault(known => known.Id == followerId) is not { } follower)
        {
            return null;
        }

        follower.Correct(details, notes);
        Record(work, EventKind.Corrected, isPublic: false, details: new JsonObject { ["follower"] = followerId });
        Changed();
        return follower;
    }

    public void FilesAdded(CaseWork work, IReadOnlyCollection<long> ids, bool isPublic)
    {
        Record(work, EventKind.FileAdded, isPublic, details: new JsonObject { ["files"] = ids.Count, ["ids"] = new JsonArray([.. ids.Select(id => (JsonNode)id)]) });
        Changed();
    }

    public void SurveyAnswered(CaseWork work, string answer, string? comment)
    {
        Record(work, EventKind.SurveyAnswered, isPublic: false, comment, new JsonObject { ["answer"] = answer });
        Changed();
    }
}
