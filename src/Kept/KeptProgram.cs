using Kept.Administration;
using Kept.Api;
using Kept.Backups;
using Kept.Cases;
using Kept.Catalogue;
using Kept.Catalogue.TakeIntoUse;
using Kept.Chrome;
using Kept.Counts;
using Kept.Demo;
using Kept.Demo.FillWithCases;
using Kept.Desk;
using Kept.Desk.Api;
using Kept.Desk.Mcp;
using Kept.Exchange;
using Kept.Feeds;
using Kept.Files;
using Kept.Files.ServeFile;
using Kept.Forwarding;
using Kept.Forwarding.Exchange;
using Kept.Keys;
using Kept.Keys.DemoPartner;
using Kept.Mail.Outgoing;
using Kept.Nodes;
using Kept.Open311;
using Kept.Outside;
using Kept.Operation;
using Kept.Operation.Examine;
using Kept.Operation.Examine.Checks;
using Kept.Operation.Health;
using Kept.Promises.WatchPromises;
using Kept.Reports;
using Kept.Settings;
using Kept.Staff;
using Kept.Staff.Access;
using Kept.Staff.StartUp;
using Kept.Storage;
using Kept.Surveys.AnswerSurvey;
using Kept.Telemetry;
using Kept.Texts;
using Kept.Tracking;
using Kept.Webhooks;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept;

/// <summary>Puts the capabilities together: what each registers, and where each is mapped.</summary>
internal static class KeptProgram
{
    /// <summary>Starts without the demo council.</summary>
    public const string EmptyFlag = "--empty";

    /// <summary>Everything the program brings lies beside it; its name stays its own when tests start it.</summary>
    public static WebApplicationBuilder CreateBuilder(params string[] arguments)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = [.. arguments.Except([EmptyFlag])],
            ApplicationName = typeof(KeptProgram).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        if (arguments.Contains(EmptyFlag))
        {
            builder.Configuration[$"{KeptSettings.Section}:{nameof(KeptSettings.Demo)}"] = "false";
        }

        return builder;
    }

    public static WebApplicationBuilder AddKept(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.SayOnceWhyItDidNotStart();
        services.AddKeptSettings(builder.Configuration);
        services.AddSingleton<TimeProvider, SharedTime>();
        services.AddSingleton<IClock, ProvidedClock>();
        services.AddSingleton(_ => TextLibrary.Load());
        services.AddKeptNodes();
        services.AddKeptStorage(builder.Configuration);
        services.AddKeptCatalogue();
        services.AddKeptFiles();
        services.AddOutsideCalls(builder.Configuration);
        services.AddKeptChrome();
        services.AddKeptTracking();
        services.AddKeptApi();
        services.AddKeptCases();
        services.AddKeptCounts();
        services.AddKeptDesk();
        services.AddDeskApi();
        services.AddDeskMcp();
        services.AddAdministrationApi();
        services.AddOutgoingMail(builder.Configuration);
        services.AddKeptOpen311(builder.Configuration);
        services.AddForwardPlanning(builder.Configuration).AddForwardExchange();
        services.AddKeptStaff();
        services.AddKeptKeys(builder.Configuration);
        services.AddKeptPromiseWatch();
        services.AddKeptReports();
        services.AddKeptWebhooks();
        services.AddKeptExchange();
        services.AddKeptFeeds(builder.Configuration);
        services.AddKeptDemo();
        services.AddKeptBackups(builder.Configuration);
        services.AddKeptOperation();
        builder.AddKeptTelemetry();
        services.AddRazorPages(options => options.RootDirectory = "/");
        return builder;
    }

    /// <summary>All settings, before anything is done with them.</summary>
    /// <exception cref="OptionsValidationException">One of them cannot be right.</exception>
    public static void CheckSettings(this WebApplication app)
    {
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        app.Services.GetRequiredService<UnknownSettings>().Warn();
    }

    /// <summary>A node that only works answers nobody but those who look after it.</summary>
    public static WebApplication MapKept(this WebApplication app)
    {
        app.UseKeptTelemetry();
        if (!app.Services.GetRequiredService<IOptions<KeptSettings>>().Value.ServesPages)
        {
            app.MapMetrics();
            app.MapHealth();
            return app;
        }

        app.UseKeptChrome();
        app.UsePressureGate();
        app.UseUploadGate();
        app.UseMiddleware<SignInAgain>();
        app.UseRouting();
        app.UseKeptStaff();
        app.UseKeptKeys();
        app.MapKeptChrome();
        app.MapRazorPages();
        var api = app.MapKeptApi();
        api.MapCatalogueApi();
        api.MapCasesApi();
        api.MapExchangeApi();
        api.MapKeysApi();
        app.MapOpen311();
        api.MapDeskApi();
        api.MapAdministrationApi();
        api.MapResidentApi();
        api.MapSurveyApi();
        api.MapCodesApi();
        api.MapReportsApi();
        app.MapServeFile();
        app.MapKeptFeeds();
        app.MapMetrics();
        app.MapHealth();
        app.MapKeptDesk();
        app.MapDeskMcp();
        return app;
    }

    /// <summary>Makes the data folder and brings the database up to date, before the first request.</summary>
    public static async Task PrepareAsync(this WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<DataFolder>().Serve();
        var settings = scope.ServiceProvider.GetRequiredService<IOptions<KeptSettings>>().Value;
        await scope.ServiceProvider.GetRequiredService<SchemaRunner>().BringUpToDateAsync(CancellationToken.None);
        await scope.ServiceProvider.GetRequiredService<NodeSpeaker>().FollowTimeAsync(CancellationToken.None);
        await scope.ServiceProvider.GetRequiredService<SharedFolder>().CheckAsync(CancellationToken.None);
        if (settings.ServesPages)
        {
            await scope.ServiceProvider.GetRequiredService<SignInKeysStart>().RunAsync(CancellationToken.None);
        }

        await scope.ServiceProvider.GetRequiredService<CatalogueStart>().RunAsync(CancellationToken.None);
        var staff = scope.ServiceProvider.GetRequiredService<StaffStart>();
        if (await staff.RunAsync(CancellationToken.None))
        {
            await scope.ServiceProvider.GetRequiredService<FillWithCases>().HandleAsync(FillWithCasesInput.First, null, CancellationToken.None);
        }

        if (await staff.IsDemoAsync(CancellationToken.None))
        {
            await scope.ServiceProvider.GetRequiredService<DemoPartner>().SeedAsync(CancellationToken.None);
        }
    }

    /// <summary>Serves until it is told to stop; says on the console where, and how to get in.</summary>
    public static async Task ServeAsync(this WebApplication app)
    {
        await app.StartAsync();
        if (app.Services.GetRequiredService<IOptions<KeptSettings>>().Value.ServesPages)
        {
            await using var scope = app.Services.CreateAsyncScope();
            var partner = await scope.ServiceProvider.GetRequiredService<DemoPartner>().LinesAsync(CancellationToken.None);
            await scope.ServiceProvider.GetRequiredService<StartUpNotice>().WriteAsync(
                Console.Out, app.Urls, [.. partner, .. await OfTheDemoAsync(scope.ServiceProvider)], CancellationToken.None);
        }

        await app.WaitForShutdownAsync();
    }

    /// <summary>A council that starts with nothing is told that it would greet its residents as another.</summary>
    private static async Task<IEnumerable<string>> OfTheDemoAsync(IServiceProvider services)
    {
        var words = services.GetRequiredService<TextLibrary>().In(services.GetRequiredService<IOptions<KeptSettings>>().Value.Organisation.Language);
        return from finding in await services.GetRequiredService<OrganisationCheck>().LookAsync(Depth.Quick, CancellationToken.None)
               where finding.Severity != Severity.Good
               select FindingWords.Sentence(finding, words);
    }
}
