using Kept.Mail.Outgoing;
using Kept.Mail.Outgoing.SendDueMail;
using Kept.Storage;
using Kept.Testing;
using Kept.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Mail;

public class HourlyLimitTests
{
    private const string Stranger = "stranger@example.org";
    private readonly TestMailer mailer = new();

    [Theory, Databases]
    public async Task An_unconfirmed_address_gets_three_mails_an_hour_and_none_is_lost(Database database)
    {
        await using var app = await KeptApp.StartAsync(database, mailer.Use);
        var ids = await app.AddMailsAsync(8, Stranger);
        await app.RunDueWorkAsync();
        mailer.AcceptedIds.Order().ShouldBe(ids.Take(3));
        await app.AdvanceAsync(Duration.FromMinutes(59));
        mailer.AcceptedIds.Count.ShouldBe(3);
        await app.AdvanceAsync(Duration.FromMinutes(1));
        mailer.AcceptedIds.Order().ShouldBe(ids.Take(6));
        await app.AdvanceAsync(Duration.FromHours(1));
        mailer.AcceptedIds.Order().ShouldBe(ids);
    }

    [Theory, Databases]
    public async Task It_counts_across_a_restart_and_whatever_way_the_address_is_written(Database database)
    {
        await using var app = await KeptApp.StartAsync(database, mailer.Use);
        await app.AddMailsAsync(3, "Stranger@Example.org");
        await app.RunDueWorkAsync();
        await app.RestartAsync();
        await app.AddMailsAsync(1, "STRANGER@example.ORG");
        await app.AddMailsAsync(1, "stranger@ｅxample.org");
        await app.AddMailsAsync(1, "stranger@ⓔxample。org");
        await app.RunDueWorkAsync();
        mailer.AcceptedIds.Count.ShouldBe(3);
    }

    [Theory, Databases]
    public async Task Workers_side_by_side_keep_to_it_too(Database database)
    {
        await using var app = await KeptApp.StartAsync(database, mailer.Use);
        mailer.Answer = async _ =>
        {
            await Task.Delay(20);
            return TestMailer.Accepts;
        };
        await app.AddMailsAsync(12, Stranger);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            while (await app.WithAsync<SendDueMail, int>(work => work.RunOnceAsync(CancellationToken.None)) > 0)
            {
            }
        }));
        mailer.AcceptedIds.Count.ShouldBe(3);
    }

    [Theory, Databases]
    public async Task A_flood_keeps_nobody_else_from_getting_mail(Database database)
    {
        await using var app = await KeptApp.StartAsync(database, mailer.Use);
        await app.AddMailsAsync(120, Stranger);
        var other = await app.AddMailAsync("other@example.org");
        await app.RunDueWorkAsync();
        mailer.AcceptedIds.ShouldContain(other);
        mailer.AcceptedIds.Count.ShouldBe(4);

        await app.AdvanceAsync(Duration.FromHours(40));
        mailer.AcceptedIds.Count.ShouldBe(121);
        (await app.CountAsync(MessageState.Expired)).ShouldBe(0);
    }

    [Theory, Databases]
    public async Task A_confirmed_address_gets_its_mail_up_to_sixty_an_hour(Database database)
    {
        await using var app = await KeptApp.StartAsync(database, mailer.Use);
        await ConfirmAsync(app, "Stranger@example.org");
        await app.AddMailsAsync(61, Stranger);
        await app.RunDueWorkAsync();
        mailer.AcceptedIds.Count.ShouldBe(60);
        await app.AdvanceAsync(Duration.FromHours(1));
        mailer.AcceptedIds.Count.ShouldBe(61);
    }

    [Fact]
    public async Task Staff_do_not_have_to_confirm_an_address_their_administrator_gave()
    {
        await using var app = await KeptApp.StartAsync(mailer.Use);
        for (var i = 0; i < 5; i++)
        {
            await app.AddMailAsync("mira@millbrook.example", staffId: 7);
        }

        await app.RunDueWorkAsync();
        mailer.AcceptedIds.Count.ShouldBe(5);
    }

    [Theory, Databases]
    public async Task An_address_is_confirmed_once_for_all_ways_of_writing_it(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        Task<bool> IsConfirmed(string mail) =>
            app.WithAsync<ConfirmedAddresses, bool>(addresses => addresses.IsConfirmedAsync(mail, CancellationToken.None));
        (await IsConfirmed(Stranger)).ShouldBeFalse();
        await ConfirmAsync(app, "Stranger@Example.org ");
        await ConfirmAsync(app, Stranger);
        (await IsConfirmed("STRANGER@example.org")).ShouldBeTrue();
    }

    private static async Task ConfirmAsync(KeptApp app, string mail)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ConfirmedAddresses>().ConfirmAsync(mail, CancellationToken.None);
        await scope.ServiceProvider.GetRequiredService<KeptDb>().SaveChangesAsync();
    }
}
