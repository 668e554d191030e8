using Kept.Cases;
using Kept.Cases.ReceiveCase;
using Kept.Catalogue;
using Kept.Domain.Cases;
using Kept.Staff;
using Kept.Storage;
using Kept.Testing;
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

    public static Task AddStaffAsync(this KeptApp app) => app.WithAsync<KeptDb>(async db =>
    {
        foreach (var one in new[] { Mira, Jonas, Lena, Olga })
        {
            await db.Database.ExecuteSqlAsync(
                $"INSERT INTO staff (id, email_confirmed, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count, name, role, team, language, active) VALUES ({one.Id}, {true}, {false}, {false}, {false}, 0, {one.Name}, {one.Role.ToString()}, {one.Team}, {one.Language}, {true})");
        }
    });

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
        var context = new Microsoft.AspNetCore.Http.DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Features.Set<IRequestCultureFeature>(new RequestCultureFeature(new RequestCulture(language), null));
        scope.ServiceProvider.GetRequiredService<Microsoft.AspNetCore.Http.IHttpContextAccessor>().HttpContext = context;
        return await use(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public static By ById(this StaffIdentity who) => By.Staff(who.Id);
}
