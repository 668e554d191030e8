using Kept.Browser.Tests.Windows;
using Kept.Domain.Cases;
using Kept.Mail.Outgoing;
using Kept.Testing;
using Kept.Testing.People;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Playwright;
using Xunit;

namespace Kept.Browser.Tests.Desk;

/// <summary>A mail that the other side refused for good is seen on the case, with the reason and a way to try again.</summary>
public sealed class FailedMailTests(Chromium chromium)
{
    private readonly Relay relay = new();

    [Theory, Views]
    public async Task It_says_why_and_is_sent_again_with_one_click(View view)
    {
        await using var app = await KeptApp.StartAsync(options =>
            options.Services = services => services.Replace(ServiceDescriptor.Singleton<IMailer>(relay)));
        var about = await app.ReceiveAsync(
            "fly-tipping",
            """{"what":["furniture"],"size":"van","where":{"address":"Lane behind Mill School"},"blocks":true}""",
            new ContactDetails("Ada Eden", "ada@example.org", null));
        await app.RunDueWorkAsync();
        await using var window = await chromium.OpenAsync(app, view);
        await window.SignInAsync(await app.AddColleagueAsync("Mira Kovač", language: view.Language), about.DeskAddress());

        await Assertions.Expect(window.Page.Locator(".kept-undelivered")).ToContainTextAsync("no such user");
        await window.CheckAsync("case-mail-failed");
        relay.Refuses = false;
        await window.Page.ClickAsync(".kept-undelivered button");
        await app.RunDueWorkAsync();
        await window.GoAsync(about.DeskAddress());

        await Assertions.Expect(window.Page.Locator(".kept-undelivered")).ToHaveCountAsync(0);
    }

    private sealed class Relay : IMailer
    {
        public bool Refuses { get; set; } = true;

        public Task<Delivery> DeliverAsync(ComposedMail mail, CancellationToken cancellationToken) => Task.FromResult<Delivery>(Refuses
            ? new Delivery.Refused(DeliveryAnswer.Of("550 5.1.1 <ada@example.org>: no such user"))
            : new Delivery.Accepted(DeliveryAnswer.Of("250 2.0.0 Ok: queued as 1")));
    }
}
