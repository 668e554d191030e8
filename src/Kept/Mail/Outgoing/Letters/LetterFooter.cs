using System.Collections.Immutable;
using Kept.Settings;
using Kept.Texts;

namespace Kept.Mail.Outgoing.Letters;

/// <summary>Below every mail: who wrote, how else to reach them, why this person gets it and how to make it stop.</summary>
internal sealed record LetterFooter(string Organisation, ImmutableArray<string> Lines)
{
    public static LetterFooter Of(Message message, Words words, OrganisationSettings organisation)
    {
        var (follows, staff) = (message.FollowerId is not null, message.StaffId is not null);
        var lines = ImmutableArray.CreateBuilder<string>();
        if (organisation.Phone.Length > 0)
        {
            lines.Add(words["mail.footer.phone", ("phone", organisation.Phone)]);
        }

        lines.Add(words[staff ? "mail.footer.whyStaff" : follows ? "mail.footer.whyFollower" : "mail.footer.whyOther",
            ("organisation", organisation.Name)]);
        if (follows)
        {
            lines.Add(words["mail.footer.stop"]);
        }

        return new LetterFooter(organisation.Name, lines.ToImmutable());
    }
}
