using System.Net;
using System.Net.Http.Headers;
using Kept.Files;
using Kept.Files.SweepFiles;
using Kept.Files.Upload;
using Kept.Storage;
using Kept.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Files;

/// <summary>From a form to the disk and back, through the program itself.</summary>
public sealed class FilesOverHttpTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("kept-files-").FullName;
    private readonly HttpClient client = new();
    private WebApplication app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = KeptProgram.CreateBuilder();
        builder.Configuration.AddInMemoryCollection([new("Kept:DataFolder", folder), new("Kept:Demo", "false")]);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddKept();
        app = builder.Build();
        app.MapKept();
        app.MapPost("/upload", UploadAsync).AllowAnonymous().DisableAntiforgery();
        await app.PrepareAsync();
        await app.StartAsync();
        client.BaseAddress = new Uri(app.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_photo_comes_back_stripped_and_can_do_nothing_but_be_seen()
    {
        var path = await PostAsync("../../garden\u202Egpj.exe", Sample.Bytes("photo.jpg"));

        using var answer = await client.GetAsync(path, Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("image/jpeg");
        answer.Content.Headers.ContentDisposition!.ToString().ShouldBe("inline; filename=gardengpj.jpg; filename*=UTF-8''gardengpj.jpg");
        Header(answer, "X-Content-Type-Options").ShouldBe("nosniff");
        Header(answer, "Content-Security-Policy").ShouldContain("sandbox");
        Header(answer, "Cache-Control").ShouldContain("no-store");
        Sample.PrivateWordsIn(await answer.Content.ReadAsByteArrayAsync(Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_document_only_leaves_as_an_attachment()
    {
        using var answer = await client.GetAsync(await PostAsync("Antrag Müll.pdf", Sample.Bytes("letter.pdf")), Cancellation);

        answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        answer.Content.Headers.ContentDisposition.FileNameStar.ShouldBe("Antrag Müll.pdf");
        (await answer.Content.ReadAsByteArrayAsync(Cancellation)).ShouldBe(Sample.Bytes("letter.pdf"));
    }

    [Fact]
    public async Task A_wrong_secret_and_an_unknown_file_look_the_same()
    {
        var path = await PostAsync("a.jpg", Sample.Bytes("photo.jpg"));
        var wrong = path[..^1] + (path[^1] == 'A' ? 'B' : 'A');

        foreach (var address in new[] { wrong, "/files/1/AAAAAAAAAAAAAAAAAAAAAA", path[..path.LastIndexOf('/')] + "/x" })
        {
            using var answer = await client.GetAsync(address, Cancellation);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldNotContain("jpg");
        }
    }

    [Fact]
    public async Task The_name_of_the_sender_is_nowhere_on_disk()
    {
        await PostAsync("holiday in Zadar.jpg", Sample.Bytes("photo.jpg"));

        Directory.GetFiles(Path.Combine(folder, "files"), "*", SearchOption.AllDirectories)
            .ShouldHaveSingleItem().ShouldNotContain("Zadar");
    }

    [Fact]
    public async Task What_is_refused_is_explained_and_not_stored()
    {
        (await PostAsync("photo.jpg", "<svg onload='alert(1)'/>"u8.ToArray())).ShouldBe(app.Services.GetRequiredService<TextLibrary>().In("en")["files.activeContent"]);
        (await PostAsync("photo.jpg", new byte[FileLimits.Default.MaxBytes + 1])).ShouldStartWith("This file is bigger than 15 MB.");

        Directory.Exists(Path.Combine(folder, "files")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_form_that_is_too_big_hears_so_after_it_was_read_to_nowhere()
    {
        using var form = Form("a.jpg", new byte[FileLimits.Default.MaxRequestBytes + 1]);

        using var answer = await client.PostAsync("/upload", form, Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Bytes_without_a_row_are_swept_away_and_those_with_one_stay()
    {
        var path = await PostAsync("a.jpg", Sample.Bytes("photo.jpg"));
        var store = app.Services.GetRequiredService<FileStore>();
        await store.Store(4711, new byte[10], Cancellation);
        await store.Store(4712, new byte[10], Cancellation);
        var now = app.Services.GetRequiredService<IClock>().GetCurrentInstant();
        foreach (var file in Directory.GetFiles(Path.Combine(folder, "files"), "*", SearchOption.AllDirectories).Where(file => !file.EndsWith("4712")))
        {
            File.SetLastWriteTimeUtc(file, (now - Duration.FromDays(8)).ToDateTimeUtc());
        }

        await using (var scope = app.Services.CreateAsyncScope())
        {
            var clock = new SteppingClock(now);
            var sweep = new SweepFiles(scope.ServiceProvider.GetRequiredService<KeptDb>(), store, clock);
            for (var i = 0; i < FileStore.Folders; i++, clock.Now += sweep.Pause)
            {
                await sweep.RunOnceAsync(Cancellation);
            }
        }

        store.Open(4711).ShouldBeNull();
        store.Open(4712).ShouldNotBeNull().Dispose();
        using var answer = await client.GetAsync(path, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>Answers the path of the stored file, or why it was refused.</summary>
    private static async Task<string> UploadAsync(IFormFile file, FileIntake intake, KeptDb db, TextLibrary texts)
    {
        var words = texts.In("en");
        var taking = await intake.TakeAsync(file.ToUpload(words), new FileOrigin(null, 1, FilePurpose.Report, IsPublic: true, AddedBy: null), Cancellation);
        if (taking is not FileTaking.Taken taken)
        {
            return ((FileTaking.Refused)taking).Why.Explain(FileLimits.Default, words);
        }
        db.Add(taken.File);
        await db.SaveChangesAsync(Cancellation);
        return taken.File.Path;
    }

    private async Task<string> PostAsync(string name, byte[] content)
    {
        using var form = Form(name, content);
        using var answer = await client.PostAsync("/upload", form, Cancellation);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }

    private static MultipartFormDataContent Form(string name, byte[] content)
    {
        var part = new ByteArrayContent(content);
        part.Headers.ContentType = new MediaTypeHeaderValue("text/html");
        return new MultipartFormDataContent { { part, "file", name } };
    }

    private static string Header(HttpResponseMessage answer, string name) => answer.Headers.GetValues(name).Single();

    private sealed class SteppingClock(Instant now) : IClock
    {
        public Instant Now { get; set; } = now;

        public Instant GetCurrentInstant() => Now;
    }
}
