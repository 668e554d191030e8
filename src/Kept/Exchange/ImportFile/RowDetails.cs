using Kept.Domain.Cases;
using Kept.Domain.Messages;

namespace Kept.Exchange.ImportFile;

/// <summary>Reads how somebody is reached.</summary>
internal static class RowDetails
{
    private const int Longest = 300;

    public static ContactDetails Of(ImportRow row)
    {
        var mail = row.Text("mail", 254);
        if (mail is not null && !MailAddress.TryParse(mail, out _))
        {
            row.Wrong("mail", "mail");
        }

        return new ContactDetails(row.Text("name", Longest), mail, row.Text("phone", 60), row.Text("address", Longest));
    }
}
