namespace Kept.Testing.Mails;

/// <summary>All mail the program put into its folder, as it does while no relay is configured.</summary>
internal sealed class Mailbox(string folder)
{
    /// <summary>In the order they were sent.</summary>
    public IReadOnlyList<ReceivedMail> All => !Directory.Exists(folder)
        ? []
        :
        [
            .. from file in new DirectoryInfo(folder).EnumerateFiles("*.eml", SearchOption.AllDirectories)
               orderby file.LastWriteTimeUtc, file.Name
               select new ReceivedMail(MimePart.Parse(File.ReadAllBytes(file.FullName))),
        ];

    public IReadOnlyList<ReceivedMail> To(string address) =>
        [.. All.Where(mail => mail.To.Equals(address, StringComparison.OrdinalIgnoreCase))];

    /// <exception cref="InvalidOperationException">There is none; the message says what there is.</exception>
    public ReceivedMail LastTo(string address) =>
        To(address).LastOrDefault() ?? throw new InvalidOperationException(
            $"No mail to {address}. There are {All.Count} mails: {string.Join("; ", All.Select(mail => $"\"{mail.Subject}\" to {mail.To}"))}");

    /// <summary>The only mail to this address.</summary>
    public ReceivedMail OnlyTo(string address) => To(address) is [var only]
        ? only
        : throw new InvalidOperationException($"{To(address).Count} mails to {address}, where one was expected: {string.Join("; ", To(address).Select(mail => mail.Subject))}");

    /// <summary>Forgets what has arrived so far.</summary>
    public void Clear()
    {
        if (Directory.Exists(folder))
        {
            Array.ForEach(Directory.GetFiles(folder, "*.eml", SearchOption.AllDirectories), File.Delete);
        }
    }
}
