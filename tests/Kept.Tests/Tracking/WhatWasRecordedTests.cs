using Kept.Cases;
using Kept.Cases.FollowCase;
using Kept.Domain.Cases;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.Visits;
using Kept.Tests.Reports;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Kept.Tests.Tracking;

/// <summary>The one who sent it reads again all they sent, and nobody else on the case does.</summary>
public sealed class WhatWasRecordedTests
{
    private const string Mail = "ada@example.org";

    [Theory, Databases]
    public async Task The_confirmation_and_the_page_of_the_case_list_every_answer_every_address_and_every_file(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var ada = app.Visitor();
        var confirmation = await ApplyAsync(ada);
        await app.RunDueWorkAsync();
        var link = app.Mailbox.OnlyTo(Mail).Link("Follow, add or withdraw");
        var follow = await app.Visitor().GoAsync(link);

        foreach (var page in new[] { confirmation, follow })
        {
            page.Summary("What is your child's name?").ShouldBe("Mill Lane 12");
            page.Summary("When was your child born?").ShouldContain("2026");
            page.Summary("Does your child need special help?").ShouldBe("Said in a few words.");
            page.Summary("Email address").ShouldBe(Mail);
            page.Summary("Phone number").ShouldBe("07700 900123");
            page.Says("These 2 files arrived:").ShouldBeTrue();
            page.Says("Birth certificate: paper.pdf (PDF, 1 KB)").ShouldBeTrue(page.Text);
            page.Says("A paper that shows where your child lives: paper.pdf (PDF, 1 KB)").ShouldBeTrue();
        }

        var files = await app.ReadAsync(db => db.Set<Kept.Files.StoredFile>().ToListAsync());
        files.ShouldAllBe(file => !follow.Source.Contains(file.Path), "a link may be passed on, and papers shall not go with it");
    }

    [Theory, Databases]
    public async Task Others_who_follow_and_addresses_nobody_has_confirmed_read_none_of_it(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await ApplyAsync(app.Visitor());
        await app.RunDueWorkAsync();
        var receipt = app.Mailbox.OnlyTo(Mail).Text;
        receipt.ShouldContain("Birth certificate: PDF, 1 KB");
        receipt.ShouldNotContain("paper.pdf");
        receipt.ShouldNotContain("Said in a few words");
        var reference = (await app.ReadAsync(db => db.Cases.SingleAsync())).Reference;
        (await app.WithAsync<FollowCase, CaseOutcome>(operation => operation.HandleAsync(
            new FollowCaseInput(reference, By.Resident, new ContactDetails(null, "ben@example.org", null, null), "en"), TestContext.Current.CancellationToken)))
            .ShouldBeOfType<CaseOutcome.Done>();
        await app.RunDueWorkAsync();

        var ben = await app.Visitor().GoAsync(app.Mailbox.LastTo("ben@example.org").Links[0]);

        foreach (var secret in new[] { "Mill Lane 12", "Said in a few words", "paper.pdf", Mail, "07700" })
        {
            ben.Source.ShouldNotContain(secret);
        }
    }

    [Theory, Databases]
    public async Task A_confirmed_address_gets_the_answers_by_mail_but_not_those_for_staff_alone(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await FlyTipping.SendAsync(app.Visitor(), mail: Mail);
        await app.RunDueWorkAsync();
        var ada = app.Visitor();
        await ada.GoAsync(app.Mailbox.OnlyTo(Mail).Link("Follow, add or withdraw"));
        await ada.PressAsync("Yes, this is my address");
        app.Mailbox.Clear();

        await ApplyAsync(app.Visitor());
        await app.RunDueWorkAsync();

        var receipt = app.Mailbox.OnlyTo(Mail).Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Aggregate((line, word) => $"{line} {word}");
        receipt.ShouldContain("Which school do you want most? Mill Lane 12");
        receipt.ShouldContain("Does your child need special help? Recorded. You can read it on the page to which the link in this mail leads.");
        receipt.ShouldContain("Birth certificate: paper.pdf (PDF, 1 KB)");
        receipt.ShouldNotContain("Said in a few words. Birth");
    }

    /// <summary>Applies for a school place, with an answer to every question.</summary>
    private static async Task<Page> ApplyAsync(Visitor visitor)
    {
        await AnyService.StartAsync(visitor, "school-place");
        await AnyService.ToCheckAsync(visitor);
        return await AnyService.ContinueAsync(visitor);
    }
}
