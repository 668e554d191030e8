using System.Net;
using System.Text;
using System.Text.Json;
using Kept.Files;
using Kept.Testing;
using Kept.Tests.Files;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Kept.Tests.Open311;

/// <summary>What is larger than anybody needs is refused in the form of the specification, and nothing of it is kept.</summary>
public sealed class TooLargeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("requests.xml")]
    [InlineData("servicerequestupdates.xml")]
    public async Task A_form_of_more_than_two_megabytes_without_files(string path)
    {
        await using var app = await KeptApp.StartAsync();
        using var partner = await PartnerClient.OfAsync(app);

        var answer = await partner.PostAsync(path, Encoded($"api_key={partner.Key}&description=" + new string('x', (2 * 1024 * 1024) + 1)));

        await IsTooLargeAsync(app, answer);
    }

    [Fact]
    public async Task A_form_whose_length_is_not_said()
    {
        await using var app = await KeptApp.StartAsync();
        using var partner = await PartnerClient.OfAsync(app);
        var content = new StreamContent(new MemoryStream(Encoding.ASCII.GetBytes($"api_key={partner.Key}&description=" + new string('x', 3 * 1024 * 1024))));
        content.Headers.TryAddWithoutValidation("Content-Type", "application/x-www-form-urlencoded");
        content.Headers.ContentLength = null;
        var request = new HttpRequestMessage(HttpMethod.Post, "/open311/v2/requests.xml") { Content = content };
        request.Headers.TransferEncodingChunked = true;
        using var client = app.Client();

        await IsTooLargeAsync(app, await client.SendAsync(request, Cancel));
    }

    [Theory]
    [InlineData("requests.xml")]
    [InlineData("servicerequestupdates.xml")]
    public async Task A_form_with_files_whose_length_is_not_said(string path)
    {
        await using var app = await KeptApp.StartAsync();
        using var partner = await PartnerClient.OfAsync(app);
        using var client = app.Client();

        var answer = await client.SendAsync(
            SaysNoLength("/open311/v2/" + path, Multipart(partner, PartnerClient.Mattress(), new byte[FileLimits.Default.MaxRequestBytes + 1])), Cancel);

        await IsTooLargeAsync(app, answer);
    }

    [Fact]
    public async Task A_form_with_files_that_says_no_length_and_is_not_too_large_is_taken()
    {
        await using var app = await KeptApp.StartAsync();
        using var partner = await PartnerClient.OfAsync(app);
        using var client = app.Client();

        var answer = await client.SendAsync(SaysNoLength("/open311/v2/requests.xml", Multipart(partner, PartnerClient.Mattress(), Sample.Bytes("photo.jpg"))), Cancel);

        await PartnerClient.ReadXmlAsync(answer, HttpStatusCode.OK);
        (await app.ReadAsync(db => db.Set<StoredFile>().SingleAsync(Cancel))).MediaType.ShouldBe("image/jpeg");
    }

    /// <summary>As programs send that stream what they read.</summary>
    internal static HttpRequestMessage SaysNoLength(string address, HttpContent form)
    {
        var content = new StreamContent(form.ReadAsStream(Cancel));
        content.Headers.ContentType = form.Headers.ContentType;
        return new HttpRequestMessage(HttpMethod.Post, address) { Content = content, Headers = { TransferEncodingChunked = true } };
    }

    [Theory]
    [InlineData("requests.xml")]
    [InlineData("servicerequestupdates.xml")]
    public async Task One_file_of_more_than_fifteen_megabytes(string path)
    {
        await using var app = await KeptApp.StartAsync();
        using var partner = await PartnerClient.OfAsync(app);
        var id = await partner.SendAsync(PartnerClient.Mattress());
        var form = path == "requests.xml" ? PartnerClient.Mattress() : UpdatesTests.Update(id, "u1", "OPEN", "Look");

        var answer = await partner.PostAsync(path, Multipart(partner, form, [.. Sample.Bytes("photo.jpg"), .. new byte[FileLimits.Default.MaxBytes]]));

        await IsTooLargeAsync(app, answer, cases: 1);
    }

    [Fact]
    public async Task More_than_all_files_together_may_have()
    {
        await using var app = await KeptApp.StartAsync();
        using var partner = await PartnerClient.OfAsync(app);

        var answer = await partner.PostAsync("requests.xml", Multipart(partner, PartnerClient.Mattress(), new byte[FileLimits.Default.MaxRequestBytes + 1]));

        await IsTooLargeAsync(app, answer);
    }

    [Fact]
    public async Task In_JSON_where_JSON_is_asked_for()
    {
        await using var app = await KeptApp.StartAsync();
        using var partner = await PartnerClient.OfAsync(app);

        var answer = await partner.PostAsync("requests.json", Encoded($"api_key={partner.Key}&description=" + new string('x', 3 * 1024 * 1024)));

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        var error = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).RootElement.EnumerateArray().ShouldHaveSingleItem();
        error.GetProperty("code").GetInt32().ShouldBe(413);
    }

    private static async Task IsTooLargeAsync(KeptApp app, HttpResponseMessage answer, int cases = 0)
    {
        var error = (await PartnerClient.ReadXmlAsync(answer, HttpStatusCode.RequestEntityTooLarge)).Elements("error").ShouldHaveSingleItem();
        error.Element("code")!.Value.ShouldBe("413");
        error.Element("description")!.Value.ShouldContain("15 MB");
        (await app.ReadAsync(db => db.Cases.CountAsync(Cancel))).ShouldBe(cases);
        (await app.ReadAsync(db => db.Set<StoredFile>().CountAsync(Cancel))).ShouldBe(0);
    }

    private static ByteArrayContent Encoded(string form)
    {
        var content = new ByteArrayContent(Encoding.ASCII.GetBytes(form));
        content.Headers.TryAddWithoutValidation("Content-Type", "application/x-www-form-urlencoded");
        return content;
    }

    private static MultipartFormDataContent Multipart(PartnerClient partner, IEnumerable<(string Name, string Value)> fields, byte[] file)
    {
        var form = new MultipartFormDataContent { { new StringContent(partner.Key!), "api_key" } };
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), name);
        }

        form.Add(new ByteArrayContent(file), "media", "photo.jpg");
        return form;
    }
}
