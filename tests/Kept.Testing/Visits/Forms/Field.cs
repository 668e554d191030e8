using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Kept.Testing.Visits.Forms;

/// <summary>A form control, found as people find it: by its label.</summary>
internal sealed class Field
{
    private Field(IElement control) => Control = control;

    public IElement Control { get; }

    /// <summary>
    /// The control with exactly this label, or else the first whose label contains the words; only inside the group
    /// with that legend where <paramref name="legend"/> is given.
    /// </summary>
    public static Field Labelled(Page page, string words, string? legend = null)
    {
        var labels = page.Document.QuerySelectorAll("label").Where(label => legend is null || IsIn(label, legend)).ToList();
        var label = labels.FirstOrDefault(label => Page.Words(label).Equals(words, StringComparison.OrdinalIgnoreCase))
            ?? labels.FirstOrDefault(label => Page.Words(label).Contains(words, StringComparison.OrdinalIgnoreCase));
        var control = label is null
            ? page.Document.QuerySelectorAll("input, select, textarea")
                .FirstOrDefault(control => words.Equals(control.GetAttribute("aria-label"), StringComparison.OrdinalIgnoreCase))
            : label.GetAttribute("for") is { } id ? page.Document.GetElementById(id)
            : label.QuerySelector("input, select, textarea");
        return new Field(control ?? throw page.Missing($"field \"{words}\"", labels.Select(Page.Words)));
    }

    public void Fill(string value)
    {
        switch (Control)
        {
            case IHtmlTextAreaElement area:
                area.Value = value;
                break;
            case IHtmlSelectElement select:
                Pick(select, value);
                break;
            case IHtmlInputElement { Type: not ("radio" or "checkbox" or "file") } input:
                input.Value = value;
                break;
            default:
                throw new InvalidOperationException($"Nothing can be written into <{Control.LocalName} type={Control.GetAttribute("type")}>.");
        }
    }

    public void Tick(bool ticked)
    {
        if (Control is not IHtmlInputElement { Type: "radio" or "checkbox" } input)
        {
            throw new InvalidOperationException($"<{Control.LocalName}> can be neither chosen nor ticked.");
        }

        if (input.Type == "radio")
        {
            foreach (var other in Control.Owner!.QuerySelectorAll<IHtmlInputElement>("input[type=radio]")
                .Where(other => other.Name == input.Name && other.Form == input.Form))
            {
                other.IsChecked = false;
            }
        }

        input.IsChecked = ticked;
    }

    private static void Pick(IHtmlSelectElement select, string words)
    {
        var option = select.Options.FirstOrDefault(option => Page.Words(option).Equals(words, StringComparison.OrdinalIgnoreCase))
            ?? select.Options.FirstOrDefault(option => Page.Words(option).Contains(words, StringComparison.OrdinalIgnoreCase))
            ?? throw new InvalidOperationException(
                $"No option \"{words}\". There is: {string.Join(", ", select.Options.Select(option => $"\"{Page.Words(option)}\""))}.");
        foreach (var other in select.Options)
        {
            other.IsSelected = other == option;
        }
    }

    private static bool IsIn(IElement label, string legend)
    {
        for (var group = label.Closest("fieldset"); group is not null; group = group.ParentElement?.Closest("fieldset"))
        {
            if (Page.Words(group.QuerySelector("legend")).Contains(legend, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
