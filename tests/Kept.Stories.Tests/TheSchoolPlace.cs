using System.Text.RegularExpressions;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.Visits;
using Kept.Testing.Visits.Forms;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace Kept.Stories.Tests;

/// <summary>Story 2: a parent applies with documents, and can see at any hour what arrived and when they will know.</summary>
public sealed partial class TheSchoolPlace
{
    private const string Mail = "ada@example.org";
    private const string Help = "She hears badly on the left.";

    private static readonly UploadedFile Birth = new("birth.txt", "text/plain", [.. "Mia Eden, born on 1 May 2020"u8]);
    private static readonly UploadedFile Home = new("tenancy.txt", "text/plain", [.. "12 Mill Lane, since 2019"u8]);

    [Theory, Databases]
    public async Task The_receipt_lists_exactly_what_arrived(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var ada = app.Visitor();
        var receipt = await ApplyAsync(ada);
        ListsEverything(receipt);
        receipt.Says("Monday 9 March").ShouldBeTrue("by then they know whether every paper is there");
        await app.RunDueWorkAsync();
        var mail = app.Mailbox.OnlyTo(Mail).Text;
        mail.ShouldContain("These 2 files arrived:");
        mail.ShouldNotContain("Mia", Case.Insensitive, "nobody has shown to read this address yet");

        // Ten at night, another device, the reference on a slip of paper: a code by mail, and everything is there.
        app.Mailbox.Clear();
        var late = app.Visitor();
        await late.GoAsync("/follow");
        await late.Fill("Your reference", receipt.Find(".kept-sent__reference strong").TextContent).Fill("Your mail address", Mail).PressAsync("Send me a code");
        await app.RunDueWorkAsync();
        await late.Fill("Code", Code().Match(app.Mailbox.OnlyTo(Mail).Text).Value).PressAsync("Continue");
        ListsEverything(late.Page);
        late.Page.Says("Monday 9 March").ShouldBeTrue();
        app.Log.Problems.Where(problem => problem.Level >= LogLevel.Error).ShouldBeEmpty();
    }

    private static void ListsEverything(Page page)
    {
        page.Summary("What is your child's name?").ShouldBe("Mia Eden");
        page.Summary("Does your child need special help?").ShouldBe(Help);
        page.Summary("Name").ShouldBe("Ada Eden");
        page.Summary("Email address").ShouldBe(Mail);
        page.Summary("Your address").ShouldBe("12 Mill Lane");
        page.Says("These 2 files arrived:").ShouldBeTrue();
        page.Says("Birth certificate: birth.txt (TXT, 1 KB)").ShouldBeTrue(page.Text);
        page.Says("A paper that shows where your child lives: tenancy.txt (TXT, 1 KB)").ShouldBeTrue(page.Text);
    }

    private static async Task<Page> ApplyAsync(Visitor ada)
    {
        await ada.GoAsync("/report/school-place");
        await ada.PressAsync("Start now");
        await ada.Fill("What is your child's name?", "Mia Eden").PressAsync("Continue");
        await ada.Fill("Day", "1").Fill("Month", "5").Fill("Year", "2020").PressAsync("Continue");
        await ada.Choose("First year of primary school").PressAsync("Continue");
        await ada.Fill("Which school do you want most?", "Mill School").PressAsync("Continue");
        await ada.PressAsync("Continue");
        await ada.Choose("No").PressAsync("Continue");
        await ada.Fill("Does your child need special help?", Help).PressAsync("Continue");
        await ada.Attach("Choose files", Birth).PressAsync("Continue");
        await ada.Attach("Choose files", Home).PressAsync("Continue");
        await ada.PressAsync("Continue");
        await ada.Fill("Name", "Ada Eden").Fill("Email address", Mail).Fill("Your address", "12 Mill Lane").PressAsync("Continue");
        return await ada.PressAsync("Send the application");
    }

    [GeneratedRegex(@"\d{3} \d{3}")]
    private static partial Regex Code();
}
