using AngleSharp.Html.Parser;

namespace Kept.Testing.Mails;

/// <summary>A mail as the receiving side reads it.</summary>
internal sealed record ReceivedMail(MimePart Whole)
{
    public string To => AddressIn(Header("To"));

    public string From => AddressIn(Header("From"));

    public string Subject => Header("Subject");

    public string MessageId => Header("Message-ID");

    /// <summary>The plain text part.</summary>
    public string Text => PartOf("text/plain")?.Text ?? "";

    /// <summary>The HTML part.</summary>
    public string Html => PartOf("text/html")?.Text ?? "";

    /// <summary>Addresses of the links in the HTML part, in their order.</summary>
    public IReadOnlyList<Uri> Links =>
    [
        .. new HtmlParser().ParseDocument(Html).QuerySelectorAll("a[href^=http]")
            .Select(link => new Uri(link.GetAttribute("href")!)),
    ];

    /// <summary>The link with these words.</summary>
    public Uri Link(string words)
    {
        var links = new HtmlParser().ParseDocument(Html).QuerySelectorAll("a[href]");
        var link = links.FirstOrDefault(link => link.TextContent.Contains(words, StringComparison.OrdinalIgnoreCase))
            ?? throw new InvalidOperationException(
                $"No link \"{words}\" in this mail. Its links: {string.Join(", ", links.Select(link => $"\"{link.TextContent.Trim()}\""))}.");
        return new Uri(link.GetAttribute("href")!);
    }

    /// <summary>The decoded value of a header; empty where the mail does not have it.</summary>
    public string Header(string name) => Whole.Header(name);

    public override string ToString() => $"To: {To}\nSubject: {Subject}\n\n{Text}";

    private MimePart? PartOf(string type) => Whole.Leaves.FirstOrDefault(part => part.ContentType == type && !part.IsAttachment);

    private static string AddressIn(string header)
    {
        var (start, end) = (header.LastIndexOf('<'), header.LastIndexOf('>'));
        return start >= 0 && end > start ? header[(start + 1)..end] : header.Trim();
    }
}
