using System.Globalization;
using Kept.Settings;
using Kept.Storage;
using Microsoft.Extensions.Options;
using NodaTime.Text;

namespace Kept.Mail.Outgoing;

/// <summary>
/// Writes mail as files where no relay is configured: <c>data/mail/20260302T164000123-4711.eml</c>, in order of time.
/// A mail that is delivered again takes the place of its own file.
/// </summary>
internal sealed class FolderMailer(IOptions<KeptSettings> settings) : IMailer
{
    /// <summary>The beginning of a file's name.</summary>
    public static readonly InstantPattern TimePattern =
        InstantPattern.Create("uuuuMMdd'T'HHmmssfff", CultureInfo.InvariantCulture);

    public string Folder { get; } = Path.Combine(settings.Value.FullDataFolder, "mail");

    public async Task<Delivery> DeliverAsync(ComposedMail mail, CancellationToken cancellationToken)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{TimePattern.Format(mail.Date)}-{mail.Id}.eml");
        var path = Path.Combine(Folder, name);
        var unfinished = path + ".new";
        try
        {
            Disk.MakeFolder(Folder);
            await using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                await file.WriteAsync(mail.Content, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: true);
            Disk.FlushFolder(Folder);
            return new Delivery.Accepted(DeliveryAnswer.Of(name));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return new Delivery.RelayDown(new DeliveryAnswer(DeliveryTrouble.NotWritten, problem.Message));
        }
    }
}
