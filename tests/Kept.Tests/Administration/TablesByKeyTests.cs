using System.Net;
using System.Text;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Tests.Desk;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Kept.Tests.Administration;

/// <summary>Tables brought in by a program, and who took tables out.</summary>
public sealed class TablesByKeyTests
{
    private const string Good = "external_id,service,received_at,title\r\nA-1,fly-tipping,2026-02-20 10:00,Sofa\r\nA-2,pothole,2026-02-21 10:00,Hole\r\n";
    private const string Bad = "external_id,service,received_at,title\r\nA-1,moon,2026-02-20 10:00,Sofa\r\nA-2,pothole,never,Hole\r\n";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Cases_are_looked_at_first_every_problem_is_told_and_then_they_are_taken_in_once(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var program = await app.OfHannaAsync();

        await program.PostFormAsync("/api/v1/admin/imports/cases", Form(Bad, dryRun: true), HttpStatusCode.UnprocessableEntity);
        program.Json["problems"]!.AsArray().Select(problem => (problem!["line"]!.GetValue<long>(), problem["column"]!.GetValue<string>(), problem["what"]!.GetValue<string>()))
            .ShouldBe([(2, "service", "service"), (3, "received_at", "moment")]);
        (program.Code, program.Json["rows"]!.GetValue<long>()).ShouldBe(("wrong-file", 2));
        await program.PostFormAsync("/api/v1/admin/imports/cases", Form(Bad), HttpStatusCode.UnprocessableEntity);
        await program.PostFormAsync("/api/v1/admin/imports/cases", Form(Good, dryRun: true));
        (program.Json["dryRun"]!.GetValue<bool>(), program.Json["new"]!.GetValue<long>()).ShouldBe((true, 2));
        (await app.ReadAsync(db => db.Cases.CountAsync(Cancellation))).ShouldBe(0);

        await program.PostFormAsync("/api/v1/admin/imports/cases", Form(Good), key: "k");
        var first = program.Text;
        await program.PostFormAsync("/api/v1/admin/imports/cases", Form(Good), key: "k");
        program.Text.ShouldBe(first);
        await program.PostFormAsync("/api/v1/admin/imports/cases", Form(Good));
        (program.Json["new"]!.GetValue<long>(), program.Json["thereAlready"]!.GetValue<long>()).ShouldBe((0, 2));
        (await app.ReadAsync(db => db.Cases.CountAsync(Cancellation))).ShouldBe(2);
    }

    [Theory, Databases]
    public async Task What_belongs_to_cases_comes_after_them(Database database)
    {
        const string contacts = "case,id,at,channel,words\r\nA-1,1,2026-02-21 10:00,phone,When?\r\n";
        await using var app = await KeptApp.StartAsync(database);
        using var program = await app.OfHannaAsync();
        await program.PostFormAsync("/api/v1/admin/imports/contacts", Form(contacts), HttpStatusCode.UnprocessableEntity);
        program.Json["problems"]![0]!["column"]!.GetValue<string>().ShouldBe("case");

        await program.PostFormAsync("/api/v1/admin/imports/cases", Form(Good));
        await program.PostFormAsync("/api/v1/admin/imports/contacts", Form(contacts));
        (program.Json["new"]!.GetValue<long>(), program.Json["thereAlready"]!.GetValue<long>(), program.Json["passedOver"]!.GetValue<long>()).ShouldBe((1, 0, 0));
        await program.PostFormAsync("/api/v1/admin/imports/events", Form("case,id,at,kind,words\r\nA-1,1,2026-02-21 10:00,warned,\r\n"));
        program.Json["passedOver"]!.GetValue<long>().ShouldBe(1);
        await program.PostFormAsync("/api/v1/admin/imports/messages", Form(contacts), HttpStatusCode.NotFound);
    }

    [Theory, Databases]
    public async Task Colleagues_are_invited_from_a_list(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var program = await app.OfHannaAsync();

        await program.PostFormAsync("/api/v1/admin/imports/staff", Form("name,mail,role\r\nTom Okafor,tom@millbrook.example,agent\r\n", source: null));
        program.Json["new"]!.GetValue<long>().ShouldBe(1);

        await app.RunDueWorkAsync();
        app.Mailbox.OnlyTo("tom@millbrook.example");
    }

    [Fact]
    public async Task A_form_without_a_file_or_a_source_is_refused()
    {
        await using var app = await KeptApp.StartAsync();
        using var program = await app.OfHannaAsync();

        await program.PostAsync("/api/v1/admin/imports/staff", "{}", HttpStatusCode.UnsupportedMediaType);
        await program.PostFormAsync("/api/v1/admin/imports/staff", new MultipartFormDataContent { { new StringContent("true"), "dryRun" } }, HttpStatusCode.BadRequest);
        program.Json["errors"]!.AsObject().Select(field => field.Key).ShouldBe(["table"]);
        await program.PostFormAsync("/api/v1/admin/imports/cases", Form(Good, source: null), HttpStatusCode.BadRequest);
        program.Json["errors"]!.AsObject().Select(field => field.Key).ShouldBe(["source"]);
    }

    [Theory, Databases]
    public async Task Who_took_out_what_is_listed_the_newest_first(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var program = await app.OfHannaAsync();
        await app.ReceiveAsync();
        foreach (var kind in new[] { "cases", "staff", "events" })
        {
            await program.GetAsync($"/api/v1/export/{kind}.csv");
        }

        await program.GetAsync("/api/v1/admin/exports?limit=2");
        program.Json["exports"]!.AsArray().Select(export => export!["kind"]!.GetValue<string>()).ShouldBe(["events", "staff"]);
        await program.GetAsync($"/api/v1/admin/exports?limit=2&cursor={program.Field("next")}");
        var last = program.Json["exports"]!.AsArray().ShouldHaveSingleItem()!;
        (last["kind"]!.GetValue<string>(), last["state"]!.GetValue<string>(), last["lines"]!.GetValue<long>()).ShouldBe(("cases", "finished", 1));
    }

    private static MultipartFormDataContent Form(string table, bool dryRun = false, string? source = "Old system")
    {
        var form = new MultipartFormDataContent
        {
            { new StringContent(dryRun ? "true" : "false"), "dryRun" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(table)), "table", "table.csv" },
        };
        if (source is not null)
        {
            form.Add(new StringContent(source), "source");
        }

        return form;
    }
}
