using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace Kept.Mail.Outgoing.DevMail;

/// <summary>The mails in the folder, for looking at.</summary>
internal sealed partial class MailFolder(FolderMailer mailer)
{
    public const int MostListed = 200;

    /// <summary>The newest first, at most <see cref="MostListed"/>.</summary>
    public IReadOnlyList<FoundMail> Newest() => !Directory.Exists(mailer.Folder)
        ? []
        :
        [
            .. Directory.EnumerateFiles(mailer.Folder, "*.eml").Select(file => Path.GetFileNameWithoutExtension(file))
                .Where(name => Name().IsMatch(name))
                .OrderDescending(StringComparer.Ordinal).Take(MostListed)
                .Select(name => Find(name)).OfType<FoundMail>(),
        ];

    /// <summary>Null when there is no such mail; a name that is not one of ours is never looked for.</summary>
    public FoundMail? Find(string name)
    {
        if (!Name().IsMatch(name))
        {
            return null;
        }

        try
        {
            var mail = MailFile.Parse(File.ReadAllBytes(Path.Combine(mailer.Folder, name + ".eml")));
            return new FoundMail(name, FolderMailer.TimePattern.Parse(name[..name.IndexOf('-', StringComparison.Ordinal)]).Value, mail);
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException or FormatException or UnparsableValueException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^\d{8}T\d{9}-\d{1,19}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}

/// <param name="Name">The file's name without its ending.</param>
/// <param name="At">The mail's date.</param>
internal sealed record FoundMail(string Name, Instant At, MailFile Mail);
