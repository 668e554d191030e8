using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Kept.Testing.Visits.Forms;

namespace Kept.Testing.Visits;

/// <summary>An answer of the program, read as a person reads it.</summary>
internal sealed partial class Page
{
    private readonly Dictionary<IElement, IReadOnlyList<UploadedFile>> attached = [];
    private readonly Lazy<IHtmlDocument> document;

    private Page(Uri address, HttpResponseMessage response, byte[] body)
    {
        (Address, Status, Body, Type) = (address, response.StatusCode, body, response.Content.Headers.ContentType?.MediaType);
        Headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        Redirect = (int)Status is >= 301 and <= 308 && response.Headers.Location is { } location ? new Uri(address, location) : null;
        document = new(() => new HtmlParser().ParseDocument(Source));
    }

    public Uri Address { get; }

    public HttpStatusCode Status { get; }

    public IReadOnlyDictionary<string, string> Headers { get; }

    public byte[] Body { get; }

    /// <summary>Media type without parameters.</summary>
    public string? Type { get; }

    public Uri? Redirect { get; }

    public string Source => System.Text.Encoding.UTF8.GetString(Body);

    public IHtmlDocument Document => document.Value;

    public string Title => Document.Title ?? "";

    /// <summary>The main heading.</summary>
    public string Heading => Words(Document.QuerySelector("h1"));

    /// <summary>The words of the main part, or of the whole page where it has none; white space is one space.</summary>
    public string Text => Words(Document.QuerySelector("main") ?? Document.Body);

    /// <summary>What stands at the fields and above them as wrong.</summary>
    public IReadOnlyList<string> Errors => [.. Document.QuerySelectorAll(".govuk-error-message").Select(Words)];

    public bool Says(string words) => Text.Contains(words, StringComparison.OrdinalIgnoreCase);

    public static async Task<Page> ReadAsync(Uri address, HttpResponseMessage response) =>
        new(address, response, await response.Content.ReadAsByteArrayAsync());

    /// <summary>The first element for a selector.</summary>
    public IElement Find(string selector) =>
        Document.QuerySelector(selector) ?? throw Missing($"element {selector}", []);

    public IElement Link(string words) => Named("link", "a[href]", words);

    public IElement Button(string words) => Named("button", "button, input[type=submit]", words);

    public bool HasButton(string words) => Document.QuerySelectorAll("button, input[type=submit]").Any(button => NameOf(button).Contains(words, StringComparison.OrdinalIgnoreCase));

    /// <summary>The value for a key of a summary list.</summary>
    public string Summary(string key)
    {
        var keys = Document.QuerySelectorAll("dt");
        var found = keys.FirstOrDefault(dt => Words(dt).Equals(key, StringComparison.OrdinalIgnoreCase))
            ?? throw Missing($"summary \"{key}\"", keys.Select(Words));
        return Words(found.NextElementSibling);
    }

    public static string Words(INode? node) => node is null ? "" : WhiteSpace().Replace(node.TextContent, " ").Trim();

    public override string ToString() => $"{(int)Status} {Address}\n{Text}";

    internal void Attach(Field field, IReadOnlyList<UploadedFile> files) => attached[field.Control] = files;

    internal IReadOnlyList<UploadedFile> AttachedTo(IElement control) => attached.GetValueOrDefault(control, []);

    internal InvalidOperationException Missing(string what, IEnumerable<string> present) =>
        new($"No {what} on {Address} ({(int)Status}, \"{Heading}\"). There is: {string.Join(", ", present.Select(name => $"\"{name}\""))}.");

    /// <summary>The one with exactly these words, or else the first that contains them.</summary>
    private IElement Named(string what, string selector, string words)
    {
        var all = Document.QuerySelectorAll(selector);
        return all.FirstOrDefault(element => NameOf(element).Equals(words, StringComparison.OrdinalIgnoreCase))
            ?? all.FirstOrDefault(element => NameOf(element).Contains(words, StringComparison.OrdinalIgnoreCase))
            ?? throw Missing($"{what} \"{words}\"", all.Select(NameOf));
    }

    private static string NameOf(IElement element) =>
        element.GetAttribute("aria-label") ?? (element is IHtmlInputElement input ? input.Value : Words(element));

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
