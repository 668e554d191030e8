using System.Net.Http.Headers;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Kept.Testing.Visits.Forms;

/// <summary>What a browser sends when a button is pressed (HTML standard, form submission).</summary>
internal static class Submission
{
    public static HttpRequestMessage Of(Page page, IElement button)
    {
        var form = FormOf(page, button);
        var address = new Uri(page.Address, button.GetAttribute("formaction") ?? form.GetAttribute("action") ?? "");
        var method = button.GetAttribute("formmethod") ?? form.GetAttribute("method") ?? "get";
        var entries = Entries(page, form, button).ToList();
        if (!method.Equals("post", StringComparison.OrdinalIgnoreCase))
        {
            return new HttpRequestMessage(HttpMethod.Get, WithQuery(address, entries));
        }

        var multipart = (button.GetAttribute("formenctype") ?? form.GetAttribute("enctype")) is "multipart/form-data";
        var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = multipart ? Multipart(entries) : new FormUrlEncodedContent(entries.Select(entry => new KeyValuePair<string, string>(entry.Name, entry.Text))),
        };
        request.Headers.TryAddWithoutValidation("Origin", page.Address.GetLeftPart(UriPartial.Authority));
        request.Headers.Referrer = page.Address;
        return request;
    }

    private static IElement FormOf(Page page, IElement button) =>
        (button.GetAttribute("form") is { } id ? page.Document.GetElementById(id) : button.Closest("form"))
        ?? throw page.Missing($"form around the button \"{Page.Words(button)}\"", []);

    private static IEnumerable<Entry> Entries(Page page, IElement form, IElement button)
    {
        foreach (var control in page.Document.QuerySelectorAll("input, select, textarea").Where(control => BelongsTo(control, form)))
        {
            var name = control.GetAttribute("name");
            if (string.IsNullOrEmpty(name) || IsDisabled(control))
            {
                continue;
            }

            foreach (var entry in EntriesOf(page, control, name))
            {
                yield return entry;
            }
        }

        if (button.GetAttribute("name") is { Length: > 0 } buttonName)
        {
            yield return new Entry(buttonName, button.GetAttribute("value") ?? "");
        }
    }

    private static IEnumerable<Entry> EntriesOf(Page page, IElement control, string name) => control switch
    {
        IHtmlInputElement { Type: "submit" or "button" or "image" or "reset" } => [],
        IHtmlInputElement { Type: "radio" or "checkbox" } input => input.IsChecked ? [new Entry(name, input.GetAttribute("value") ?? "on")] : [],
        IHtmlInputElement { Type: "file" } => page.AttachedTo(control) is { Count: > 0 } files
            ? files.Select(file => new Entry(name, file.Name, file))
            : [new Entry(name, "", new UploadedFile("", "application/octet-stream", []))],
        IHtmlInputElement input => [new Entry(name, input.Value ?? "")],
        IHtmlTextAreaElement area => [new Entry(name, area.Value.ReplaceLineEndings("\r\n"))],
        IHtmlSelectElement select => select.Options.Where(option => option.IsSelected).Select(option => new Entry(name, option.Value ?? "")),
        _ => [],
    };

    private static bool BelongsTo(IElement control, IElement form) =>
        control.GetAttribute("form") is { } id ? form.Id == id : control.Closest("form") == form;

    private static bool IsDisabled(IElement control) => control.HasAttribute("disabled") || control.Closest("fieldset[disabled]") is not null;

    private static Uri WithQuery(Uri address, IEnumerable<Entry> entries)
    {
        var query = string.Join('&', entries.Select(entry => $"{Uri.EscapeDataString(entry.Name)}={Uri.EscapeDataString(entry.Text)}"));
        return new UriBuilder(address) { Query = query }.Uri;
    }

    private static MultipartFormDataContent Multipart(IEnumerable<Entry> entries)
    {
        var content = new MultipartFormDataContent();
        foreach (var entry in entries)
        {
            HttpContent part = entry.File is { } file ? new ByteArrayContent(file.Content) : new ByteArrayContent(Encoding.UTF8.GetBytes(entry.Text));
            part.Headers.TryAddWithoutValidation("Content-Disposition", Disposition(entry));
            if (entry.File is not null)
            {
                part.Headers.ContentType = MediaTypeHeaderValue.Parse(entry.File.MediaType);
            }

            content.Add(part);
        }

        return content;
    }

    /// <summary>As browsers write it: UTF-8, with quotes and line ends escaped.</summary>
    private static string Disposition(Entry entry) =>
        $"form-data; name=\"{Quoted(entry.Name)}\"" + (entry.File is { } file ? $"; filename=\"{Quoted(file.Name)}\"" : "");

    private static string Quoted(string text) =>
        text.Replace("\"", "%22", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private sealed record Entry(string Name, string Text, UploadedFile? File = null);
}
