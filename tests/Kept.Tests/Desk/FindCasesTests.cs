using Kept.Cases;
using Kept.Cases.AddNote;
using Kept.Cases.CloseCase;
using Kept.Cases.WriteToResident;
using Kept.Desk.Search;
using Kept.Domain.Cases;
using Kept.Storage;
using Kept.Testing;
using Kept.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Desk;

public sealed class FindCasesTests
{
    [Theory, Databases]
    public async Task A_case_is_found_by_whatever_somebody_has_of_it(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var wanted = await app.ReceiveAsync(
            "Mattress and sofa", new ContactDetails("Željka Špoljarić", "Zeljka@Example.org", "07700 900123", "Mühlstraße 5"),
            new Place(Words: "Lane behind Mill School", Address: "12 Mill Lane"), words: "van, three days");
        await app.ReceiveAsync("Fridge", new ContactDetails("Bo Berg", "bo@example.org", "07700 900999"), new Place(Words: "Station"));

        foreach (var typed in new[]
        {
            wanted.Reference.ToString(), wanted.Reference.Value.ToLowerInvariant(), wanted.Reference.ToString()[..7],
            "zeljka@example.org", "zeljka@exam", "+44 7700 900123", "07700900123", "spoljaric", "Špoljar", "MÜHLSTRASSE", "5 muhlstr",
            "mill school", "schoo", "12 mill lane", "sofa mattr", "three days", "lane zeljka",
        })
        {
            (await FindAsync(app, typed)).ShouldBe([wanted.Reference], $"typed: {typed}");
        }

        (await FindAsync(app, "mill station")).ShouldBeEmpty();
        (await FindAsync(app, "07700 900124")).ShouldBeEmpty();
    }

    [Theory, Databases]
    public async Task What_colleagues_wrote_is_found_too(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await app.AddStaffAsync();
        var about = await app.ReceiveAsync();
        var by = DeskBench.Mira.ById();
        await app.DoAsync<AddNote>(note => note.HandleAsync(new AddNoteInput(about.Reference, by, "Keys are with the caretaker"), default));
        await app.DoAsync<WriteToResident>(write => write.HandleAsync(new WriteToResidentInput(about.Reference, by, "Please come to room twelve"), default));

        (await FindAsync(app, "caretaker")).ShouldBe([about.Reference]);
        (await FindAsync(app, "room twelve")).ShouldBe([about.Reference]);
    }

    [Theory, Databases]
    public async Task A_case_about_which_more_was_written_than_an_index_takes_is_worked_on_as_ever(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await app.AddStaffAsync();
        var about = await app.ReceiveAsync();
        await app.WithAsync<KeptDb, int>(async db =>
        {
            (await db.Set<CaseWords>().SingleAsync(words => words.CaseId == about.Id)).Add(string.Join(' ', Enumerable.Range(0, 400_000)));
            return await db.SaveChangesAsync();
        });

        (await app.DoAsync<AddNote>(note => note.HandleAsync(new AddNoteInput(about.Reference, DeskBench.Mira.ById(), "One word more"), default)))
            .ShouldBeOfType<CaseOutcome.Done>();

        (await FindAsync(app, "mattress 1234")).ShouldBe([about.Reference]);
    }

    [Theory, Databases]
    public async Task Whatever_is_typed_the_search_answers(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await app.ReceiveAsync();

        foreach (var typed in new[]
        {
            "\"", "'; DROP TABLE cases; --", "a AND", "NEAR(a b)", "mat*", "^mat", "words:mat", "-mat", "(mat", "mat)", "mat OR", "a:b & c | !d",
            "<->", "%_", "\\", "\0mat", "mat\uFFFF", "@", "x@", "::*", "😀", "１２３", "''", "\"\"\"\"", "🇭🇷 mat", new string('a', 5000), "{mat}", "mat -- ",
        })
        {
            await Should.NotThrowAsync(() => FindAsync(app, typed), $"typed: {typed}");
        }
    }

    [Theory, Databases]
    public async Task The_reference_comes_first_then_open_cases_then_the_newest(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var older = await app.ReceiveAsync("Mattress one");
        await app.AdvanceAsync(Duration.FromMinutes(1));
        var newer = await app.ReceiveAsync("Mattress two");
        await app.AdvanceAsync(Duration.FromMinutes(1));
        var closed = await app.ReceiveAsync("Mattress three");
        await app.DoAsync<CloseCase>(close => close.HandleAsync(new CloseCaseInput(closed.Reference, null, By.System, Outcome.Fixed, null), default));

        (await FindAsync(app, "mattress")).ShouldBe([newer.Reference, older.Reference, closed.Reference]);
        (await FindAsync(app, closed.Reference.ToString())).ShouldBe([closed.Reference]);
    }

    [Theory, Databases]
    public async Task It_says_when_there_are_more_than_it_shows(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        for (var i = 0; i < 3; i++)
        {
            await app.ReceiveAsync();
        }

        var found = await app.AsReaderAsync<FindCases, FoundCases>(find => find.HandleAsync("mattress", 2, default));

        found.Cases.Count.ShouldBe(2);
        found.More.ShouldBeTrue();
        found.Cases[0].Reporter.ShouldBe("Ada Eden");
        found.Cases[0].Row.Service.ShouldBe("Rubbish dumped in the street");
    }

    private static async Task<IEnumerable<Reference>> FindAsync(KeptApp app, string typed) =>
        (await app.AsReaderAsync<FindCases, FoundCases>(find => find.HandleAsync(typed, 30, default))).Cases.Select(found => found.Row.Case.Reference);
}
