using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Kept.Keys;
using Kept.Staff;
using Kept.Testing;
using Kept.Testing.People;
using Shouldly;

namespace Kept.Tests.Desk.Api;

/// <summary>A program with the key of a member of staff, and what it was answered last.</summary>
internal sealed class ApiProgram : IDisposable
{
    private readonly HttpClient client;
    private int keys;

    private ApiProgram(HttpClient client) => this.client = client;

    public HttpResponseMessage Answer { get; private set; } = null!;

    public string Text { get; private set; } = "";

    public JsonObject Json => JsonNode.Parse(Text)!.AsObject();

    public string? Code => Json["code"]?.GetValue<string>();

    public static async Task<ApiProgram> OfAsync(KeptApp app, StaffMember member, KeyRights rights = RightsOf.Staff) =>
        new(app.Program(await app.MakeKeyAsync(member, rights)));

    /// <summary>Without any key.</summary>
    public static ApiProgram Nobody(KeptApp app) => new(app.Client());

    public static ApiProgram With(KeptApp app, string key) => new(app.Program(key));

    /// <summary>The program of Mira, an agent of street care.</summary>
    public static async Task<ApiProgram> OfMiraAsync(KeptApp app) => await OfAsync(app, await app.AddColleagueAsync("Mira Kovač"));

    public Task<ApiProgram> GetAsync(string address, HttpStatusCode expected = HttpStatusCode.OK) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, address), expected);

    /// <param name="address">Below /api/v1.</param>
    /// <param name="body">JSON; null for none.</param>
    /// <param name="expected">The status; anything else fails the test.</param>
    /// <param name="key">Idempotency-Key; a new one where none is given.</param>
    /// <param name="ifMatch">The entity tag that was seen.</param>
    public Task<ApiProgram> PostAsync(
        string address, string? body = null, HttpStatusCode expected = HttpStatusCode.OK, string? key = null, string? ifMatch = null) =>
        SendAsync(Post(address, body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"), key, ifMatch), expected);

    public Task<ApiProgram> PostFormAsync(string address, MultipartFormDataContent form, HttpStatusCode expected = HttpStatusCode.OK, string? key = null) =>
        SendAsync(Post(address, form, key, null), expected);

    public async Task<HttpResponseMessage> SendRawAsync(string address, string body, string key) =>
        await client.SendAsync(Post(address, new StringContent(body, Encoding.UTF8, "application/json"), key, null));

    public async Task<ApiProgram> SendAsync(HttpRequestMessage request, HttpStatusCode expected)
    {
        Answer = await client.SendAsync(request);
        Text = await Answer.Content.ReadAsStringAsync();
        Answer.StatusCode.ShouldBe(expected, $"{request.Method} {request.RequestUri}: {Text}");
        if ((int)expected >= 400)
        {
            Answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
            Json["status"]!.GetValue<int>().ShouldBe((int)expected);
        }

        return this;
    }

    public void Dispose() => client.Dispose();

    private HttpRequestMessage Post(string address, HttpContent? content, string? key, string? ifMatch)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        request.Headers.Add("Idempotency-Key", key ?? $"request of a program, number {keys++}");
        if (ifMatch is not null)
        {
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(ifMatch));
        }

        return request;
    }
}
