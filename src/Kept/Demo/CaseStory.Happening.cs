using Kept.Cases;
using Kept.Cases.FollowCase;
using Kept.Cases.WriteToResident;
using Kept.Domain.Cases;
using NodaTime;

namespace Kept.Demo;

internal sealed partial class CaseStory
{
    /// <summary>What happens beside the work until a moment: calls, notes, news, neighbours who follow.</summary>
    private IEnumerable<Instant> Happening(Instant from, Instant to)
    {
        var planned = new List<(Instant At, Action Do)>();
        void Plan(double chance, Action what)
        {
            if (dice.Chance(chance) && Somewhere(from, to) is var at && at < to)
            {
                planned.Add((at, what));
            }
        }

        Plan(isSlow ? 0.8 : 0.1, Chase);
        Plan(isSlow ? 0.5 : 0.03, Chase);
        Plan(Case.BrokenPromises > 0 ? 0.4 : 0, Chase);
        Plan(0.2, () => Case.Note(File(Owner).Work, council.Phrases.Say("note", "en", dice)));
        Plan(Case.Place.HasPoint ? 0.03 : 0, () => Follow());
        Plan(0.03, HandOver);
        if (dice.Chance(0.05) && Somewhere(from, to) is var news && Somewhere(news, to) is var answered && answered < to)
        {
            planned.Add((news, AddNews));
            planned.Add((answered, Reply));
        }

        foreach (var (at, what) in planned.OrderBy(entry => entry.At))
        {
            foreach (var moment in Until(at))
            {
                yield return moment;
            }

            what();
        }

        foreach (var moment in Until(to))
        {
            yield return moment;
        }
    }

    private Instant Somewhere(Instant from, Instant to) => ByDay(from + ((to - from) * dice.Share()));

    private void Chase()
    {
        var channel = dice.Chance(0.8) ? Channel.Phone : Channel.Mail;
        Case.LogContact(File(council.OnThePhone).Work, channel, incoming: true, bringsNews: false, dice.Chance(0.6) ? council.Phrases.Say("chaser", "en", dice) : null, Case.Reporter?.Id);
    }

    private void AddNews()
    {
        var said = Say("news");
        Case.AddInformation(File(By.Resident).Work, Channel.Web, said, files: 0);
        told.Words.Add(said);
    }

    private void Reply()
    {
        if (Case.Followers.Any(follower => follower is { IsFollowing: true, Mail: not null }))
        {
            var said = Say("reply");
            Case.Tell(File(Owner).Work, said);
            Tell(WriteToResident.Kind, notice => WriteToResident.Write(notice, said));
        }
    }

    private void HandOver()
    {
        var colleague = council.AgentOf(Case.Team);
        if (colleague != Case.OwnerId)
        {
            Case.HandOver(File(Owner).Work, Case.Team, colleague, council.Phrases.Say("handOver", "en", dice));
        }
    }

    private void Follow()
    {
        if (council.SomebodyElse is not { Mail: { } mail } neighbour || Case.Followers.Any(known => known.MailKey == ContactDetails.KeyOfMail(mail)))
        {
            return;
        }

        var file = File(By.Resident);
        var follower = Case.Follow(file.Work, new ContactDetails(neighbour.Name, mail), neighbour.Language);
        told.Words.AddFollower(follower);
        council.Post.To(told, file, follower, FollowCase.Kind, FollowCase.Write);
    }
}
