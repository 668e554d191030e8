using System.Net;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Kept.Keys;
using Kept.Storage;
using Kept.Testing;
using Shouldly;
using Xunit;

namespace Kept.Tests.Open311;

/// <summary>A program of a partner: sends forms, and reads answers only after they have passed the schema.</summary>
internal sealed class PartnerClient(KeptApp app, string? key) : IDisposable
{
    private static readonly XmlSchemaSet Schema = LoadSchema();

    private readonly HttpClient client = app.Client();

    public string? Key => key;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Of a new partner, with a key of its own.</summary>
    public static async Task<PartnerClient> OfAsync(KeptApp app, KeyRights rights = RightsOf.Partners, int perMinute = 1000, string name = "A partner")
    {
        var text = KeyText.NewRandom();
        await app.WithAsync<KeptDb>(async db =>
        {
            var partner = new Partner(app.NewId(), name, "partner@example.org", null, app.Now);
            db.Add(partner);
            db.Add(new AccessKey(app.NewId(), text, new NewKey(partner.Id, null, "Open311", rights, perMinute, null), null, app.Now));
            await db.SaveChangesAsync(Cancel);
        });
        return new PartnerClient(app, text.Reveal());
    }

    public void Dispose() => client.Dispose();

    public async Task<HttpResponseMessage> GetAsync(string path)
    {
        var joined = key is null ? path : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}api_key={key}";
        return await client.GetAsync("/open311/v2/" + joined, Cancel);
    }

    public async Task<XElement> XmlAsync(string path, HttpStatusCode status = HttpStatusCode.OK) => await ReadXmlAsync(await GetAsync(path), status);

    public async Task<JsonElement> JsonAsync(string path, HttpStatusCode status = HttpStatusCode.OK)
    {
        var answer = await GetAsync(path);
        answer.StatusCode.ShouldBe(status, await answer.Content.ReadAsStringAsync(Cancel));
        answer.Content.Headers.ContentType!.ToString().ShouldBe("application/json; charset=utf-8");
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).RootElement;
    }

    public async Task<HttpResponseMessage> PostAsync(string path, IEnumerable<(string Name, string Value)> fields, string? idempotencyKey = null)
    {
        var form = fields.Concat(key is null ? [] : [("api_key", key)]).Select(field => KeyValuePair.Create(field.Item1, field.Item2));
        var request = new HttpRequestMessage(HttpMethod.Post, "/open311/v2/" + path) { Content = new FormUrlEncodedContent(form) };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return await client.SendAsync(request, Cancel);
    }

    public async Task<HttpResponseMessage> PostAsync(string path, HttpContent content, string? idempotencyKey = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/open311/v2/" + path) { Content = content };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return await client.SendAsync(request, Cancel);
    }

    /// <summary>Sends a request and gives its id.</summary>
    public async Task<string> SendAsync(params (string Name, string Value)[] fields)
    {
        var answer = await ReadXmlAsync(await PostAsync("requests.xml", fields), HttpStatusCode.OK);
        return answer.Element("request")!.Element("service_request_id")!.Value;
    }

    public static async Task<XElement> ReadXmlAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        answer.StatusCode.ShouldBe(status, text);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/xml; charset=utf-8");
        text.ShouldStartWith("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
        var document = XDocument.Parse(text);
        document.Validate(Schema, (_, problem) => throw new InvalidOperationException($"{problem.Message}\n{text}"));
        return document.Root!;
    }

    /// <summary>A heap of rubbish behind a school, as a partner's form says it.</summary>
    public static (string Name, string Value)[] Mattress(params (string Name, string Value)[] more) =>
    [
        ("service_code", "fly-tipping"), ("lat", "51.5"), ("long", "-0.12"), ("address_string", "Mill Lane"),
        ("description", "A mattress and a fridge"), ("email", "ada@example.org"), ("first_name", "Ada"), ("last_name", "Lovelace"), ("phone", "07700 900123"),
        ("attribute[what][]", "furniture"), ("attribute[what][]", "appliance"), ("attribute[size]", "van"), ("attribute[blocks]", "no"),
        .. more,
    ];

    private static XmlSchemaSet LoadSchema()
    {
        var set = new XmlSchemaSet();
        using var reader = XmlReader.Create(Path.Combine(AppContext.BaseDirectory, "Open311", "georeport.xsd"));
        set.Add(null, reader);
        return set;
    }
}
