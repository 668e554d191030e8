using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kept.Testing;
using Kept.Tests.Desk;
using Kept.Tests.Desk.Api;
using Shouldly;
using Xunit;

namespace Kept.Tests.Administration;

/// <summary>What the description shows of the administration is what is really answered.</summary>
public sealed class ExamplesTests
{
    private const string Admin = "/api/v1/admin";
    private const string Account = "/api/v1/account";

    [Fact]
    public async Task The_examples_have_the_fields_that_real_answers_have_down_to_the_last()
    {
        await using var app = await KeptApp.StartAsync();
        await app.RunDueWorkAsync();
        var description = await OpenApiTests.DescriptionAsync(app);
        using var program = await app.OfHannaAsync();
        await app.ReceiveAsync();
        await program.GetAsync("/api/v1/export/cases.csv");

        await MadeAsync("/partners", """{"name":"Neighbourly","mail":"it@neighbourly.example"}""");
        await MadeAsync("/keys", $$"""{"partner":"{{program.Field("id")}}","label":"Map","rights":["open311Read"],"perMinute":30}""");
        await ShownAsync("/keys/{id}", program.Field("id"));
        await MadeAsync("/staff", """{"name":"Tom Okafor","mail":"tom@millbrook.example","role":"agent"}""");
        await ShownAsync("/staff/{id}", program.Field("id"));
        await MadeAsync("/webhooks", """{"name":"Ledger","address":"https://partner.example/"}""");
        var webhook = program.Field("id");
        await ShownAsync("/webhooks/{id}", webhook);
        await program.PostAsync($"{Admin}/webhooks/{webhook}/test");
        await ShownAsync("/webhooks/{id}/deliveries", webhook);
        foreach (var list in new[] { "/partners", "/keys", "/staff", "/webhooks", "/exports", "/status" })
        {
            await ShownAsync(list);
        }

        await program.PostAsync($"{Account}/calendars", "{}", HttpStatusCode.Created);
        Same($"{Account}/calendars", "post", "201");
        foreach (var own in new[] { "", "/keys", "/calendars" })
        {
            await program.GetAsync(Account + own);
            Same(Account + own, "get", "200");
        }

        async Task MadeAsync(string path, string body)
        {
            await program.PostAsync(Admin + path, body, HttpStatusCode.Created);
            Same(Admin + path, "post", "201");
        }

        async Task ShownAsync(string path, string id = "")
        {
            await program.GetAsync(Admin + path.Replace("{id}", id, StringComparison.Ordinal));
            Same(Admin + path, "get", "200");
        }

        void Same(string path, string method, string status)
        {
            var example = description.GetProperty("paths").GetProperty(path).GetProperty(method).GetProperty("responses").GetProperty(status)
                .GetProperty("content").GetProperty("application/json").GetProperty("example");
            Compare(JsonSerializer.SerializeToNode(example), program.Json, $"{method} {path}");
        }
    }

    private static void Compare(JsonNode? example, JsonNode? real, string where)
    {
        switch (example, real)
        {
            case (JsonObject shown, JsonObject given):
                given.Select(field => field.Key).ShouldBe(shown.Select(field => field.Key), where);
                shown.ToList().ForEach(field => Compare(field.Value, given[field.Key], $"{where} {field.Key}"));
                break;
            case (JsonArray { Count: > 0 } shown, JsonArray { Count: > 0 } given):
                Compare(shown[0], given[0], $"{where} []");
                break;
            case (JsonValue shown, JsonValue given) when shown.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False):
                given.GetValueKind().ShouldBe(shown.GetValueKind(), where);
                break;
        }
    }
}
