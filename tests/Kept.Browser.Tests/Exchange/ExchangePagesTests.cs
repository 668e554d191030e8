using Kept.Browser.Tests.Windows;
using Kept.Exchange;
using Kept.Exchange.ExportRows;
using Kept.Staff;
using Kept.Testing;
using Kept.Testing.People;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace Kept.Browser.Tests.Exchange;

/// <summary>How the pages of export and import look, in every window.</summary>
public sealed class ExchangePagesTests(Chromium chromium)
{
    [Theory, Views]
    public async Task Both_pages_can_be_read_and_used(View view)
    {
        await using var app = await KeptApp.StartAsync();
        var hanna = await app.AddColleagueAsync("Hanna Lindqvist", StaffRole.Administrator, team: null, language: view.Language);
        await app.WithAsync<ExportRows>(export => export.HandleAsync(
            hanna.ToIdentity(), new ExportInput(ExportKind.Events, Team: "street-care", Service: "fly-tipping"), Stream.Null, null, default));
        var words = app.Services.GetRequiredService<Kept.Texts.TextLibrary>().In(view.Language);
        await using var window = await chromium.OpenAsync(app, view);
        await window.SignInAsync(hanna, "/desk/export");
        await window.CheckAsync("export");

        await window.GoAsync("/desk/import");
        await PressAsync(window, words["import.check"]);
        await window.CheckAsync("import-empty");
        await window.Page.Locator("#Kind").CheckAsync();
        await window.Page.Locator("#Source").FillAsync("Old desk");
        await window.Page.Locator("#Table").SetInputFilesAsync(new FilePayload
        {
            Name = "cases.csv",
            MimeType = "text/csv",
            Buffer = "external_id,service,received_at,title\r\nA-1,none,soon,\r\nA-1,fly-tipping,2026-01-01\r\n"u8.ToArray(),
        });
        await PressAsync(window, words["import.check"]);
        await window.Page.Locator("table").WaitForAsync();
        await window.CheckAsync("import-wrong");
    }

    private static Task PressAsync(Window window, string button) =>
        window.Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
}
