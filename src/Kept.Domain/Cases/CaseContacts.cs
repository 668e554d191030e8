using System.Text.Json.Nodes;
using Kept.Domain.Contacts;

namespace Kept.Domain.Cases;

public sealed partial class Case
{
    /// <summary>
    /// Logs an interaction. One about an open case that brings nothing new is a chaser: see <see cref="ChaserRule"/>.
    /// </summary>
    public Contact LogContact(CaseWork work, Channel channel, bool incoming, bool bringsNews, string? words, long? followerId = null)
    {
        var chaser = ChaserRule.IsChaser(this, incoming, bringsNews);
        var contact = AddContact(work, channel, incoming, chaser, words, followerId);
        Record(work, EventKind.Contacted, isPublic: false, words, new JsonObject
        {
            ["contact"] = contact.Id,
            ["channel"] = channel.ToString(),
            ["incoming"] = incoming,
            ["chaser"] = chaser,
        });
        Changed();
        return contact;
    }

    /// <summary>
    /// An agent corrects what the system thought of a contact. False when there is no such contact, or when it is to be a
    /// chaser and we got in touch ourselves.
    /// </summary>
    public bool MarkContact(CaseWork work, long contactId, bool chaser)
    {
        if (contactLog.FirstOrDefault(contact => contact.Id == contactId) is not { } contact || work.ById is not { } agent || (chaser && !contact.Incoming))
        {
            return false;
        }

        Chasers += (chaser ? 1 : 0) - (contact.Chaser ? 1 : 0);
        contact.Mark(chaser, agent);
        LastContactChaser = contactLog.MaxBy(logged => logged.At)!.Chaser;
        Changed();
        return true;
    }

    /// <summary>
    /// The resident tells us more. Ends a pause, as that is what we waited for; returns the promises given by that, null where
    /// we were not waiting.
    /// </summary>
    public IReadOnlyList<Promises.Promise>? AddInformation(CaseWork work, Channel channel, string? words, int files)
    {
        AddContact(work, channel, incoming: true, chaser: false, words);
        Record(work, EventKind.InformationAdded, isPublic: true, words, new JsonObject { ["files"] = files });
        var given = State == CaseState.Waiting && work.Actor == Actor.Resident ? EndPause(work) : null;
        Changed();
        return given;
    }

    private Contact AddContact(
        CaseWork work, Channel channel, bool incoming, bool chaser, string? words, long? followerId = null)
    {
        var contact = new Contact(work.NewId(), Id, work.Now, channel, incoming, chaser, followerId, words, work.ById);
        contactLog.Add(contact);
        (LastContactAt, LastContactChaser) = (work.Now, chaser);
        Contacts++;
        Chasers += chaser ? 1 : 0;
        return contact;
    }
}
