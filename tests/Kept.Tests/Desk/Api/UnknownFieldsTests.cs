using System.Net;
using Kept.Staff;
using Kept.Testing;
using Kept.Testing.People;
using Shouldly;
using Xunit;

namespace Kept.Tests.Desk.Api;

/// <summary>A mistyped filter is an error: a program would take the wrong figures for the right ones.</summary>
public sealed class UnknownFieldsTests
{
    [Theory]
    [InlineData("/api/v1/overview?period=nope", "period")]
    [InlineData("/api/v1/overview?period=5", "period")]
    [InlineData("/api/v1/overview?periode=4", "periode")]
    [InlineData("/api/v1/overview?from=2026-01-05", "from")]
    [InlineData("/api/v1/overview?period=13&to=2026-01-05", "to")]
    [InlineData("/api/v1/overview?period=custom&from=tomorrow&to=2026-01-05", "from")]
    [InlineData("/api/v1/overview?period=custom&from=2026-02-05&to=2026-01-05", "to")]
    [InlineData("/api/v1/overview?period=custom&from=2026-02-05", "to")]
    [InlineData("/api/v1/overview?team=%00", "team")]
    [InlineData("/api/v1/overview/cases?what=received&period=nope", "period")]
    [InlineData("/api/v1/overview/cases?what=received&limit=3", "limit")]
    [InlineData("/api/v1/export/cases.csv?form=2026-01-01T00:00:00Z", "form")]
    [InlineData("/api/v1/export/staff.csv?form=2026-01-01T00:00:00Z", "form")]
    [InlineData("/api/v1/export/cases.csv?bom=perhaps", "bom")]
    [InlineData("/api/v1/staff?taem=highways", "taem")]
    [InlineData("/api/v1/callers?query=Ada", "query")]
    [InlineData("/api/v1/services/fly-tipping/similar?latitude=51.5", "latitude")]
    public async Task It_is_named(string address, string field)
    {
        await using var app = await KeptApp.StartAsync();
        using var program = await ApiProgram.OfAsync(app, await app.AddColleagueAsync("Hanna Lindqvist", StaffRole.Administrator));

        await program.GetAsync(address, HttpStatusCode.BadRequest);

        program.Json["errors"]!.AsObject().Select(error => error.Key).ShouldBe([field]);
    }

    [Theory]
    [InlineData("/api/v1/overview?period=52&team=street-care&service=fly-tipping&lang=de")]
    [InlineData("/api/v1/overview?period=custom&from=2026-01-05&to=2026-03-01")]
    [InlineData("/api/v1/overview/cases?what=received&period=4&lang=hr")]
    [InlineData("/api/v1/export/cases.csv?from=2026-01-01T00:00:00Z&bom=true")]
    [InlineData("/api/v1/staff?team=highways")]
    [InlineData("/api/v1/services/fly-tipping/slots?lang=hu")]
    public async Task What_is_known_is_taken(string address)
    {
        await using var app = await KeptApp.StartAsync();
        using var program = await ApiProgram.OfAsync(app, await app.AddColleagueAsync("Hanna Lindqvist", StaffRole.Administrator));

        await program.GetAsync(address);
    }
}
