using System.Net;
using Kept.Cases;
using Kept.Files;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Tests.Desk.Api;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Kept.Tests.Cases;

/// <summary>Reports of programs that have no key, and reports with files.</summary>
public sealed class CasesByProgramsTests
{
    private const string Cases = "/api/v1/cases";
    private const string AdasKey = "7b0c2c3e-2b1f-4d0c-9f0e-0123456789ab";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(""" "contcat":{"mail":"ada@example.org"} """, "contcat")]
    [InlineData(""" "contact":{"email":"ada@example.org"} """, "contact.email")]
    [InlineData(""" "Contact":{"mail":"ada@example.org"} """, "Contact")]
    public async Task A_mistyped_field_is_named_and_no_anonymous_case_is_made(string field, string named)
    {
        await using var app = await KeptApp.StartAsync();
        using var program = ApiProgram.Nobody(app);

        await program.PostAsync(Cases, $$"""{"service":"fly-tipping","answers":{{Answers}},{{field}}}""", HttpStatusCode.BadRequest);

        program.Json["errors"]!.AsObject().ShouldHaveSingleItem().Key.ShouldBe(named);
        (await app.ReadAsync(db => db.Cases.CountAsync(Cancellation))).ShouldBe(0);
    }

    [Theory, Databases]
    public async Task Nobody_gets_what_another_was_told_under_the_same_key_with_other_words(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var ada = ApiProgram.Nobody(app);
        using var bob = ApiProgram.Nobody(app);
        using var partner = await ApiProgram.OfMiraAsync(app);

        await ada.PostAsync(Cases, Report("Mill Lane"), HttpStatusCode.Created, AdasKey);
        var first = ada.Text;
        await bob.PostAsync(Cases, Report("Church Road"), HttpStatusCode.UnprocessableEntity, AdasKey);
        bob.Text.ShouldNotContain("follow");
        await ada.PostAsync(Cases, Report("Mill Lane"), HttpStatusCode.Created, AdasKey);
        ada.Text.ShouldBe(first, "a retry is answered as before");
        await partner.PostAsync(Cases, Report("Mill Lane"), HttpStatusCode.Created, key: "1");

        (await app.ReadAsync(db => db.Cases.CountAsync(Cancellation))).ShouldBe(2);
    }

    [Fact]
    public async Task Nobody_writes_an_idempotency_key_that_belongs_to_a_key_of_ours()
    {
        await using var app = await KeptApp.StartAsync();
        using var partner = await ApiProgram.OfMiraAsync(app);
        using var eve = ApiProgram.Nobody(app);
        await partner.PostAsync(Cases, Report("Mill Lane"), HttpStatusCode.Created, AdasKey);
        var row = await app.ReadAsync(db => db.Set<IdempotencyRecord>().SingleAsync(Cancellation));

        await eve.PostAsync(Cases, Report("Mill Lane"), HttpStatusCode.Created, row.IdempotencyKey);

        eve.Answer.Headers.Contains("Idempotency-Replayed").ShouldBeFalse();
        eve.Text.ShouldNotBe(partner.Text);
    }

    [Theory, Databases]
    public async Task An_application_comes_with_its_documents_in_one_request(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var program = ApiProgram.Nobody(app);

        await program.PostFormAsync(Cases, SchoolPlace(), HttpStatusCode.Created, AdasKey);
        var first = program.Text;
        await program.PostFormAsync(Cases, SchoolPlace(), HttpStatusCode.Created, AdasKey);
        program.Text.ShouldBe(first);
        await program.PostFormAsync(Cases, SchoolPlace(address: "Another paper."), HttpStatusCode.UnprocessableEntity, AdasKey);
        program.Code.ShouldBe("key-reused", "other files are another request");

        var about = await app.ReadAsync(db => db.Cases.AsNoTracking().SingleAsync(Cancellation));
        var files = await app.ReadAsync(db => db.Set<StoredFile>().AsNoTracking().OrderBy(file => file.Id).ToListAsync(Cancellation));
        files.Select(file => (file.CaseId, file.Purpose, file.IsPublic)).Distinct().ShouldBe([(about.Id, FilePurpose.Report, false)]);
        files.Count.ShouldBe(2);
        about.Answers.ShouldContain($"\"birth-paper\":[\"{files[0].Id}\"]");
        about.Answers.ShouldContain($"\"address-paper\":[\"{files[1].Id}\"]");
    }

    [Fact]
    public async Task Files_that_are_missing_wrong_or_of_no_question_are_named_and_nothing_is_made()
    {
        await using var app = await KeptApp.StartAsync();
        using var program = ApiProgram.Nobody(app);

        await WrongAsync(SchoolPlace(part: "answers.photo"), "answers.photo");
        await WrongAsync(SchoolPlace(part: "file"), "file");
        await WrongAsync(SchoolPlace(birth: [0x4D, 0x5A, 0x90, 0, 3, 0, 0, 0]), "answers.birth-paper");
        await WrongAsync(new MultipartFormDataContent { { new StringContent(Application), "case" }, { new StringContent("x"), "note" } }, "note");
        await WrongAsync(new MultipartFormDataContent { { new StringContent(Application), "case" } }, "answers.birth-paper", "answers.address-paper");
        using (var none = new MultipartFormDataContent { { new StringContent("{"), "case" } })
        {
            await program.PostFormAsync(Cases, none, HttpStatusCode.BadRequest);
            program.Code.ShouldBe("no-json");
        }

        (await app.ReadAsync(db => db.Cases.CountAsync(Cancellation))).ShouldBe(0);

        async Task WrongAsync(MultipartFormDataContent form, params string[] fields)
        {
            await program.PostFormAsync(Cases, form, HttpStatusCode.BadRequest);
            foreach (var field in fields)
            {
                program.Json["errors"]!.AsObject().ShouldContainKey(field);
            }
        }
    }

    [Fact]
    public async Task Ids_of_other_peoples_files_are_no_answer()
    {
        await using var app = await KeptApp.StartAsync();
        using var program = ApiProgram.Nobody(app);

        await program.PostAsync(Cases, Application.Replace("\"answers\":{", "\"answers\":{\"birth-paper\":[\"17\"],\"address-paper\":[\"18\"],", StringComparison.Ordinal), HttpStatusCode.BadRequest);

        program.Json["errors"]!["answers.birth-paper"]![0]!.GetValue<string>().ShouldContain("answers.birth-paper");
    }

    private const string Answers = """{"what":["furniture"],"size":"van","blocks":false,"where":{"words":"lane behind Mill School"}}""";

    private const string Application =
        """{"service":"school-place","language":"en","answers":{"child":"Bo Ito","born":"2020-05-04","kind":"primary","first":"Mill School","sibling":false},"contact":{"name":"Ada Ito","mail":"ada@example.org","address":"12 Mill Lane"}}""";

    private static string Report(string place) =>
        $$$$"""{"service":"fly-tipping","answers":{"what":["furniture"],"size":"van","blocks":false,"where":{"words":"{{{{place}}}}"}}}""";

    private static MultipartFormDataContent SchoolPlace(string part = "answers.birth-paper", byte[]? birth = null, string address = "12 Mill Lane.") => new()
    {
        { new StringContent(Application, System.Text.Encoding.UTF8, "application/json"), "case" },
        { new ByteArrayContent(birth ?? Kept.Tests.Files.Sample.Bytes("picture.png")), part, "birth.png" },
        { new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(address)), "answers.address-paper", "address.txt" },
    };
}
