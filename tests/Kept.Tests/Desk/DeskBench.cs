using Kept.Cases;
using Kept.Cases.ReceiveCase;
using Kept.Catalogue;
using Kept.Domain.Cases;
using Kept.Staff;
using Kept.Storage;
using Kept.Testing;
using Kept.Testing.People;
using Kept.Testing.Visits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kept.Tests.Desk;

/// <summary>Cases and colleagues for the desk, made through the program's own operations.</summary>
internal static class DeskBench
{
    public const string StreetCare = "street-care";

    public static StaffIdentity Mira { get; } = new(900_001, "Mira K.", StaffRole.Agent, StreetCare, "en");

    public static StaffIdentity Jonas { get; } = new(900_002, "Jonas B.", StaffRole.Agent, StreetCare, "en");

    public static StaffIdentity Lena { get; } = new(900_003, "Lena H.", StaffRole.Lead, StreetCare, "en");

    /// <summary>From another team.</summary>
    public static StaffIdentity Olga { get; } = new(900_004, "Olga P.", StaffRole.Agent, "schools", "en");

    /// <summary>Colleagues who sign in nowhere: for operations that are called without a page.</summary>
    public static Task AddStaffAsync(this KeptApp app) => app.WithAsync<KeptDb>(db =>
    {
        foreach (var one in new[] { Mira, Jonas, Lena, Olga })
        {
            db.Add(new StaffMember(one.Id, one.Name, $"{one.Id}@millbrook.example", one.Role, one.Team, one.Language) { EmailConfirmed = true });
        }

        return db.SaveChangesAsync();
    });

    /// <summary>An agent who is signed in at the desk.</summary>
    public static async Task<Visitor> AgentAsync(KeptApp app, string name = "Mira Kovač") =>
        await app.SignInAsync(await app.AddColleagueAsync(name, StaffRole.Agent));

    public static async Task<Case> ReceiveAsync(
        this KeptApp app, string title = "Mattress", ContactDetails? details = null, Place? place = null,
        string service = "fly-tipping", Channel channel = Channel.Web, string words = "")
    {
        await using var scope = app.Services.CreateAsyncScope();
        var offered = scope.ServiceProvider.GetRequiredService<CatalogueInUse>().Find(service)!;
        var submission = new Submission(
            channel, "en", title, "{}", place ?? new Place(Words: "Lane behind Mill School"),
            details ?? new ContactDetails("Ada Eden", "ada@example.org", "07700 900123"), offered.VersionId);
        var key = new SubmissionKey("test", app.NewId().ToString(System.Globalization.CultureInfo.InvariantCulture), "");
        var outcome = await scope.ServiceProvider.GetRequiredService<ReceiveCase>().HandleAsync(
            new ReceiveCaseInput(offered, submission, key, words, [], By.Resident), CancellationToken.None);
        return ((ReceiveCaseOutcome.Received)outcome).Case;
    }

    /// <summary>Runs an operation as it is run behind a page, and returns what came of it.</summary>
    public static Task<CaseOutcome> DoAsync<TOperation>(this KeptApp app, Func<TOperation, Task<CaseOutcome>> use)
        where TOperation : notnull => app.WithAsync(use);

    /// <summary>Uses a service of the desk in the language of a reader, as inside a request.</summary>
    public static async Task<T> AsReaderAsync<TService, T>(this KeptApp app, Func<TService, Task<T>> use, string language = "en")
        where TService : notnull
    {
        await using var scope = app.Services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Features.Set<IRequestCultureFeature>(new RequestCultureFeature(new RequestCulture(language), null));
        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = context;
        return await use(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>The case as it is now, with all its parts.</summary>
    public static Task<Case> NowAsync(this KeptApp app, Case about) =>
        app.WithAsync<CaseFiles, Case>(async files => (await files.ReadAsync(about.Reference, By.System, default))!.Case);

    public static Task<List<CaseEvent>> EventsAsync(this KeptApp app, Case about) => app.ReadAsync(db =>
        db.CaseEvents.AsNoTracking().Where(entry => entry.CaseId == about.Id).OrderBy(entry => entry.Id).ToListAsync());

    public static string DeskAddress(this Case about) => $"/desk/cases/{about.Reference.Value}";

    public static By ById(this StaffIdentity who) => By.Staff(who.Id);
}
