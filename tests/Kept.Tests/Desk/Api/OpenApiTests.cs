using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kept.Testing;
using Kept.Testing.Databases;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Kept.Tests.Desk.Api;

/// <summary>The description of the interface: whole, with examples, and true.</summary>
public sealed class OpenApiTests
{
    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_operation_has_a_name_a_summary_and_examples_of_all_it_takes_and_answers()
    {
        await using var app = await KeptApp.StartAsync();
        var description = await DescriptionAsync(app);
        description.GetProperty("openapi").GetString().ShouldStartWith("3.1");

        var missing = new List<string>();
        var names = new HashSet<string>();
        foreach (var (path, method, operation) in Operations(description))
        {
            var name = operation.TryGetProperty("operationId", out var id) ? id.GetString()! : "";
            Check(names.Add(name) && name.Length > 0, "a name of its own");
            Check(operation.TryGetProperty("summary", out _), "a summary");
            foreach (var content in ContentsOf(operation))
            {
                Check(content.Value.TryGetProperty("example", out _) || content.Value.TryGetProperty("examples", out _) || content.Name == "application/octet-stream", $"an example of {content.Name}");
            }

            void Check(bool holds, string what)
            {
                if (!holds)
                {
                    missing.Add($"{method} {path} has not {what}");
                }
            }
        }

        missing.ShouldBeEmpty();
        names.Count.ShouldBeGreaterThan(70);
    }

    [Fact]
    public async Task It_names_every_address_that_answers()
    {
        await using var app = await KeptApp.StartAsync();
        var described = Operations(await DescriptionAsync(app)).Select(operation => $"{operation.Method.ToUpperInvariant()} {operation.Path}");

        var answering = from endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                        let path = "/" + endpoint.RoutePattern.RawText!.Trim('/')
                        where path.StartsWith("/api/", StringComparison.Ordinal)
                        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
                        select $"{method} {path}";

        described.ShouldBe(answering, ignoreOrder: true);
    }

    [Fact]
    public async Task It_says_which_operations_need_a_key_and_what_they_answer_without()
    {
        await using var app = await KeptApp.StartAsync();
        var description = await DescriptionAsync(app);

        description.GetProperty("components").GetProperty("securitySchemes").GetProperty("key").GetProperty("scheme").GetString().ShouldBe("bearer");
        var take = description.GetProperty("paths").GetProperty("/api/v1/cases/{reference}/take").GetProperty("post");
        take.GetProperty("security")[0].TryGetProperty("key", out _).ShouldBeTrue();
        take.GetProperty("parameters").EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString())
            .ShouldBe(["reference", "Idempotency-Key", "If-Match"], ignoreOrder: true);
        foreach (var status in new[] { "200", "400", "401", "403", "404", "409", "412", "422", "429" })
        {
            take.GetProperty("responses").TryGetProperty(status, out _).ShouldBeTrue(status);
        }

        description.GetProperty("paths").GetProperty("/api/v1/services").GetProperty("get").TryGetProperty("security", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task The_examples_of_answers_have_the_fields_that_real_answers_have()
    {
        await using var app = await KeptApp.StartAsync();
        using var program = await ApiProgram.OfMiraAsync(app);
        var about = await app.ReceiveAsync();
        await program.PostAsync($"/api/v1/cases/{about.Reference}/take");
        var paths = (await DescriptionAsync(app)).GetProperty("paths");

        foreach (var (path, address) in new[]
        {
            ("/api/v1/cases", "/api/v1/cases"),
            ("/api/v1/cases/{reference}", $"/api/v1/cases/{about.Reference}"),
            ("/api/v1/views", "/api/v1/views"),
            ("/api/v1/overview", "/api/v1/overview"),
            ("/api/v1/staff", "/api/v1/staff"),
            ("/api/v1/teams", "/api/v1/teams"),
            ("/api/v1/callers", "/api/v1/callers?q=Ada"),
            ("/api/v1/me", "/api/v1/me"),
            ("/api/v1/services", "/api/v1/services"),
            ("/api/v1/services/{code}", "/api/v1/services/fly-tipping"),
        })
        {
            await program.GetAsync(address);
            var content = paths.GetProperty(path).GetProperty("get").GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json");
            var example = content.TryGetProperty("examples", out var several) ? several.GetProperty("withKey").GetProperty("value") : content.GetProperty("example");
            Names(example).ShouldBe(Names(JsonSerializer.SerializeToElement(program.Json)), path);
        }
    }

    [Theory, Databases]
    public async Task Real_answers_have_the_shape_that_is_described(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var description = await DescriptionAsync(app);
        using var mira = await ApiProgram.OfMiraAsync(app);
        using var nobody = ApiProgram.Nobody(app);
        var about = await app.ReceiveAsync();

        await mira.PostAsync($"/api/v1/cases/{about.Reference}/take");
        await mira.GetAsync($"/api/v1/cases/{about.Reference}");
        IsAsDescribed(mira, "/api/v1/cases/{reference}", "get", "200");
        await nobody.GetAsync($"/api/v1/cases/{about.Reference}?token={about.Secret.Text}");
        IsAsDescribed(nobody, "/api/v1/cases/{reference}", "get", "200");
        await nobody.GetAsync("/api/v1/cases/K7QF-3M9T?token=AAAAAAAAAAAAAAAAAAAAAA", HttpStatusCode.NotFound);
        IsAsDescribed(nobody, "/api/v1/cases/{reference}", "get", "404");
        await nobody.GetAsync("/api/v1/services/moon", HttpStatusCode.NotFound);
        IsAsDescribed(nobody, "/api/v1/services/{code}", "get", "404");
        nobody.Code.ShouldBe(ExampleOf("/api/v1/services/{code}", "get", "404").GetProperty("code").GetString());
        await nobody.PostAsync("/api/v1/cases", """{"service":"fly-tipping","answers":{"what":["furniture"],"size":"van","blocks":false,"where":{"words":"Mill Lane"}}}""", HttpStatusCode.Created);
        IsAsDescribed(nobody, "/api/v1/cases", "post", "201");
        await nobody.PostAsync("/api/v1/cases", """{"service":"moon"}""", HttpStatusCode.BadRequest);
        IsAsDescribed(nobody, "/api/v1/cases", "post", "400");
        using var text = new HttpRequestMessage(HttpMethod.Post, "/api/v1/cases") { Content = new StringContent("a mattress") };
        text.Headers.Add("Idempotency-Key", "of text");
        await nobody.SendAsync(text, HttpStatusCode.UnsupportedMediaType);
        IsAsDescribed(nobody, "/api/v1/cases", "post", "415");

        void IsAsDescribed(ApiProgram program, string path, string method, string status) =>
            DescribedShape.Faults(description, ContentOf(path, method, status).GetProperty("schema"), JsonSerializer.SerializeToElement(program.Json))
                .ShouldBeEmpty($"{method} {path} {status}");

        JsonElement ExampleOf(string path, string method, string status) => ContentOf(path, method, status).GetProperty("example");

        JsonElement ContentOf(string path, string method, string status) => description.GetProperty("paths").GetProperty(path).GetProperty(method)
            .GetProperty("responses").GetProperty(status).GetProperty("content").EnumerateObject().Single().Value;
    }

    [Fact]
    public async Task Every_example_has_the_shape_that_is_described()
    {
        await using var app = await KeptApp.StartAsync();
        var description = await DescriptionAsync(app);

        var faults = from operation in Operations(description)
                     from content in ContentsOf(operation.Operation)
                     where content.Name != "multipart/form-data" && content.Value.TryGetProperty("schema", out _)
                     from example in ExamplesOf(content.Value)
                     from fault in DescribedShape.Faults(description, content.Value.GetProperty("schema"), example)
                     select $"{operation.Method} {operation.Path}: {fault}";

        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_any_operation_may_answer_is_said_of_all()
    {
        await using var app = await KeptApp.StartAsync();
        foreach (var (path, method, operation) in Operations(await DescriptionAsync(app)))
        {
            var statuses = operation.GetProperty("responses").EnumerateObject().Select(answer => answer.Name).ToList();
            statuses.ShouldContain("429", $"{method} {path}");
            statuses.ShouldContain("503", $"{method} {path}");
            statuses.Contains("415").ShouldBe(operation.TryGetProperty("requestBody", out _), $"{method} {path}");
            statuses.Contains("413").ShouldBe(method == "post" || operation.TryGetProperty("requestBody", out _), $"{method} {path}");
        }
    }

    [Fact]
    public async Task Every_form_says_which_files_it_takes()
    {
        await using var app = await KeptApp.StartAsync();
        var forms = (from operation in Operations(await DescriptionAsync(app))
                     where operation.Operation.TryGetProperty("requestBody", out _)
                     from content in ContentsOf(operation.Operation)
                     where content.Name == "multipart/form-data"
                     select (Name: operation.Operation.GetProperty("operationId").GetString()!, Schema: content.Value.GetProperty("schema"))).ToList();

        forms.Where(form => !form.Schema.GetRawText().Contains("\"binary\"", StringComparison.Ordinal)).Select(form => form.Name).ShouldBeEmpty();
        forms.Select(form => form.Name).ShouldBe(
            [
                "CreateCase", "RecordVisit", "CloseCase", "AddInformation", "AddAsResident", "ImportCases", "ImportPromises", "ImportContacts", "ImportVisits",
                "ImportEvents", "ImportFollowers", "ImportSurveys", "ImportStaff",
            ], ignoreOrder: true);
        var table = forms.Single(form => form.Name == "ImportCases").Schema.GetProperty("allOf")[1];
        table.GetProperty("required")[0].GetString().ShouldBe("table");
        forms.Single(form => form.Name == "CreateCase").Schema.GetProperty("required")[0].GetString().ShouldBe("case");
    }

    private static IEnumerable<JsonElement> ExamplesOf(JsonElement content) =>
        content.TryGetProperty("example", out var one) ? [one]
        : content.TryGetProperty("examples", out var several) ? several.EnumerateObject().Select(example => example.Value.GetProperty("value"))
        : [];

    private static IEnumerable<string> Names(JsonElement answer) => answer.EnumerateObject().Select(field => field.Name);

    internal static async Task<JsonElement> DescriptionAsync(KeptApp app)
    {
        using var client = app.Client();
        return await client.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Cancellation);
    }

    internal static IEnumerable<(string Path, string Method, JsonElement Operation)> Operations(JsonElement description) =>
        from path in description.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        where Methods.Contains(operation.Name)
        select (path.Name, operation.Name, operation.Value);

    private static IEnumerable<JsonProperty> ContentsOf(JsonElement operation)
    {
        var parts = operation.GetProperty("responses").EnumerateObject().Select(answer => answer.Value);
        if (operation.TryGetProperty("requestBody", out var body))
        {
            parts = parts.Append(body);
        }

        return parts.Where(part => part.TryGetProperty("content", out _)).SelectMany(part => part.GetProperty("content").EnumerateObject());
    }
}
