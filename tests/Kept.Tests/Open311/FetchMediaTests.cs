using Kept.Files;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Kept.Tests.Files;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Open311;

public sealed class FetchMediaTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_photo_named_by_its_address_is_fetched_stripped_and_kept_once()
    {
        await using var photos = await PhotoServer.StartAsync();
        await using var app = await KeptApp.StartAsync(options => options.Settings["Outside:InsideHosts:0"] = photos.Host);
        using var partner = await PartnerClient.OfAsync(app);

        var id = await partner.SendAsync(PartnerClient.Mattress(("media_url", photos.Address + "photo.jpg"), ("media_url", photos.Address + "photo.jpg?again")));
        (await StoredAsync(app)).ShouldBeEmpty();
        await app.RunDueWorkAsync();

        var stored = (await StoredAsync(app)).ShouldHaveSingleItem();
        stored.Name.ShouldBe("photo.jpg");
        using var client = app.Client();
        Sample.PrivateWordsIn(await client.GetByteArrayAsync(stored.Path, Cancel)).ShouldBeEmpty();
        (await partner.XmlAsync($"requests/{id}.xml")).Element("request")!.Element("media_url")!.Value.ShouldEndWith(stored.Path);
    }

    [Theory]
    [InlineData("page.html", "Refused")]
    [InlineData("missing.jpg", "Refused")]
    [InlineData("elsewhere.jpg", "Refused")]
    [InlineData("endless.jpg", "Refused")]
    [InlineData("broken.jpg", "GivenUp")]
    public async Task What_is_no_photo_is_not_kept_and_a_server_in_trouble_gets_a_day(string name, string state)
    {
        await using var photos = await PhotoServer.StartAsync();
        await using var app = await KeptApp.StartAsync(options => options.Settings["Outside:InsideHosts:0"] = photos.Host);
        using var partner = await PartnerClient.OfAsync(app);

        await partner.SendAsync(PartnerClient.Mattress(("media_url", photos.Address + name)));
        await app.RunDueWorkAsync();
        await app.AdvanceAsync(Duration.FromHours(26));

        (await StoredAsync(app)).ShouldBeEmpty();
        (await app.ReadAsync(db => db.Set<PartnerMedia>().SingleAsync(Cancel))).State.ToString().ShouldBe(state);
    }

    [Theory]
    [InlineData("http://{host}/photo.jpg")]
    [InlineData("http://localhost:{port}/photo.jpg")]
    [InlineData("https://127.0.0.1:{port}/photo.jpg")]
    [InlineData("https://[::1]/photo.jpg")]
    [InlineData("https://169.254.169.254/latest/meta-data/")]
    [InlineData("https://10.0.0.1/photo.jpg")]
    public async Task Nothing_inside_is_ever_asked(string address)
    {
        await using var photos = await PhotoServer.StartAsync();
        await using var app = await KeptApp.StartAsync();
        using var partner = await PartnerClient.OfAsync(app);
        var url = address.Replace("{host}", photos.Host, StringComparison.Ordinal).Replace("{port}", $"{new Uri(photos.Address).Port}", StringComparison.Ordinal);

        await partner.SendAsync(PartnerClient.Mattress(("media_url", url)));
        await app.RunDueWorkAsync();

        (await app.ReadAsync(db => db.Set<PartnerMedia>().SingleAsync(Cancel))).State.ShouldBe(MediaState.Refused);
        photos.Asked.ShouldBe(0);
    }

    [Theory]
    [Databases("http://photos.example/mattress.jpg", "It is not encrypted (http) and was not fetched")]
    [Databases("https://10.0.0.1/photo.jpg", "could not be fetched")]
    public async Task The_address_of_what_is_not_fetched_stands_on_the_case_for_staff(Database database, string address, string says)
    {
        await using var app = await KeptApp.StartAsync(database);
        using var partner = await PartnerClient.OfAsync(app);
        await partner.SendAsync(PartnerClient.Mattress(("media_url", address)));
        var desk = await app.SignInAsync(await app.AddColleagueAsync("Mira Kovač"));

        await app.RunDueWorkAsync();
        await desk.GoAsync(await app.OnlyCaseAsync());

        desk.Page.Text.ShouldContain(address);
        desk.Page.Text.ShouldContain(says);
        desk.Page.Source.ShouldNotContain($"href=\"{address}\"");
        var ada = app.Visitor();
        await ada.GoAsync(app.Mailbox.OnlyTo("ada@example.org").Link("Follow, add or withdraw"));
        ada.Page.Text.ShouldNotContain(address);
    }

    private static Task<List<StoredFile>> StoredAsync(KeptApp app) => app.ReadAsync(db => db.Set<StoredFile>().AsNoTracking().ToListAsync(Cancel));

    /// <summary>Somebody's server, with one photo and many troubles.</summary>
    private sealed class PhotoServer : IAsyncDisposable
    {
        private readonly WebApplication program;
        private int asked;

        private PhotoServer()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            program = builder.Build();
            Host = $"127.0.0.1:{FreePorts.Next()}";
            program.Urls.Add("http://" + Host);
            program.Run(AnswerAsync);
        }

        public string Host { get; }

        public string Address => $"http://{Host}/";

        public int Asked => asked;

        public static async Task<PhotoServer> StartAsync()
        {
            var server = new PhotoServer();
            await server.program.StartAsync(Cancel);
            return server;
        }

        public async ValueTask DisposeAsync() => await program.DisposeAsync();

        private async Task AnswerAsync(HttpContext context)
        {
            Interlocked.Increment(ref asked);
            switch (context.Request.Path.Value)
            {
                case "/photo.jpg":
                    await context.Response.Body.WriteAsync(Sample.Bytes("photo.jpg"));
                    break;
                case "/page.html":
                    await context.Response.WriteAsync("<html><script>alert(1)</script></html>");
                    break;
                case "/elsewhere.jpg":
                    context.Response.Redirect("/photo.jpg");
                    break;
                case "/endless.jpg":
                    var block = new byte[1024 * 1024];
                    for (var i = 0; i < 20 && !context.RequestAborted.IsCancellationRequested; i++)
                    {
                        await context.Response.Body.WriteAsync(block);
                    }

                    break;
                default:
                    context.Response.StatusCode = context.Request.Path == "/broken.jpg" ? 503 : 404;
                    break;
            }
        }
    }
}
