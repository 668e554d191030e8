using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Kept.Testing.Visits;
using Kept.Testing.Visits.Forms;
using Kept.Tests.Files;

namespace Kept.Tests.Reports;

/// <summary>Answers whatever a service asks with something that fits, in any language.</summary>
internal static class AnyService
{
    private const int MostPages = 40;

    public static async Task StartAsync(Visitor visitor, string service)
    {
        await visitor.GoAsync($"/report/{service}");
        await ContinueAsync(visitor);
    }

    /// <summary>Up to "check your answers".</summary>
    public static async Task ToCheckAsync(Visitor visitor, Action<Page>? look = null)
    {
        for (var i = 0; i < MostPages && !visitor.Page.Address.AbsolutePath.EndsWith("/check", StringComparison.Ordinal); i++)
        {
            look?.Invoke(visitor.Page);
            Answer(visitor);
            await ContinueAsync(visitor);
        }

        look?.Invoke(visitor.Page);
    }

    /// <summary>Presses the one main button of the page.</summary>
    public static Task<Page> ContinueAsync(Visitor visitor) =>
        visitor.PressAsync(Page.Words(visitor.Page.Find("main form .govuk-button:not(.govuk-button--secondary)")));

    private static void Answer(Visitor visitor)
    {
        var page = visitor.Page;
        foreach (var group in page.Document.QuerySelectorAll<IHtmlInputElement>("main input[type=radio], main input[type=checkbox]").GroupBy(input => input.Name))
        {
            group.First().IsChecked = true;
        }

        foreach (var field in page.Document.QuerySelectorAll<IHtmlInputElement>("main input").Where(field => field.Value is null or ""))
        {
            field.Value = Fitting(field) ?? field.Value;
        }

        foreach (var area in page.Document.QuerySelectorAll<IHtmlTextAreaElement>("main textarea").Where(area => area.Value.Length == 0))
        {
            area.Value = "Said in a few words.";
        }

        if (page.Document.QuerySelector("main input[type=file]") is { } files)
        {
            visitor.Attach(
                Page.Words(page.Find($"label[for={files.Id}]")), new UploadedFile("paper.pdf", "application/pdf", Sample.Bytes("letter.pdf")));
        }
    }

    private static string? Fitting(IHtmlInputElement field) => (field.Type, field.Name) switch
    {
        (_, "Typed.Date.Day") => "2",
        (_, "Typed.Date.Month") => "3",
        (_, "Typed.Date.Year") => "2026",
        ("email", _) => "ada@example.org",
        ("tel", _) => "07700 900123",
        ("text", _) => field.GetAttribute("inputmode") == "numeric" ? "2" : "Mill Lane 12",
        _ => null,
    };
}
