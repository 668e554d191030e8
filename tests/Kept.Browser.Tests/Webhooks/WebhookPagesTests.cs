using Kept.Browser.Tests.Windows;
using Kept.Staff;
using Kept.Storage;
using Kept.Testing;
using Kept.Testing.People;
using Kept.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using NodaTime;
using Xunit;

namespace Kept.Browser.Tests.Webhooks;

/// <summary>How the pages of webhooks look, in every window.</summary>
public sealed class WebhookPagesTests(Chromium chromium)
{
    [Theory, Views]
    public async Task Every_page_can_be_read_and_used(View view)
    {
        await using var app = await KeptApp.StartAsync();
        var hanna = await app.AddColleagueAsync("Hanna Lindqvist", StaffRole.Administrator, team: null, language: view.Language);
        var words = app.Services.GetRequiredService<Kept.Texts.TextLibrary>().In(view.Language);
        await using var window = await chromium.OpenAsync(app, view);
        await window.SignInAsync(hanna, "/desk/webhooks");
        await window.CheckAsync("webhooks-none");

        await window.GoAsync("/desk/webhooks/new");
        await PressAsync(window, words["webhooks.make"]);
        await window.CheckAsync("webhooks-new-empty");
        await window.Page.Locator("#Name").FillAsync("Finance ledger");
        await window.Page.Locator("#Address").FillAsync("https://ledger.millbrook.example/hooks/kept/incoming/events");
        await PressAsync(window, words["webhooks.make"]);
        await window.CheckAsync("webhooks-secret");

        var id = await TellAsync(app);
        await window.GoAsync($"/desk/webhooks/{id}");
        await window.CheckAsync("webhooks-one");
        await window.GoAsync("/desk/webhooks");
        await window.CheckAsync("webhooks-list");
    }

    /// <summary>Deliveries in every state.</summary>
    private static Task<long> TellAsync(KeptApp app) => app.WithAsync<KeptDb, long>(async db =>
    {
        var webhook = db.Set<Webhook>().Single();
        for (var i = 0; i < 5; i++)
        {
            var delivery = new WebhookDelivery(
                app.NewId(), webhook.Id, new Turn(app.NewId(), null, i == 0 ? "kept.test" : "kept.case.information-added", "{}"), app.Now);
            delivery.Lease(app.Now);
            switch (i)
            {
                case 0: delivery.WasTaken(app.Now, "204"); break;
                case 1: delivery.WasNotTaken(app.Now, app.Now + Duration.FromHours(3), "TooSlow"); break;
                case 2: delivery.WasNotTaken(app.Now, null, "NotReached"); break;
                case 3: delivery.Cancel(); break;
            }

            db.Add(delivery);
        }

        webhook.Failed(app.Now, null);
        await db.SaveChangesAsync();
        return webhook.Id;
    });

    private static Task PressAsync(Window window, string button) =>
        window.Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
}
