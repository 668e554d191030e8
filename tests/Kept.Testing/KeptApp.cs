using Kept.Settings;
using Kept.Storage;
using Kept.Testing.Databases;
using Kept.Testing.Mails;
using Kept.Testing.Visits;
using Kept.Workers;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;
using NodaTime;

namespace Kept.Testing;

/// <summary>
/// The real program on a real socket, with its own database, data folder and clock. Work that the program does again and
/// again does not run by itself here, but whenever the test moves the clock.
/// </summary>
internal sealed class KeptApp : IAsyncDisposable
{
    /// <summary>A Monday morning in winter time: 2 March 2026, 09:00 in London.</summary>
    public static readonly Instant UsualStart = Instant.FromUtc(2026, 3, 2, 9, 0);

    private readonly KeptAppOptions options;
    private readonly TestDatabase database;
    private readonly bool isAnotherNode;
    private readonly VirtualTime virtualTime;
    private WebApplication program;

    private KeptApp(KeptAppOptions options, TestDatabase database, string dataFolder, bool isAnotherNode = false)
    {
        (this.options, this.database, DataFolder, this.isAnotherNode) = (options, database, dataFolder, isAnotherNode);
        virtualTime = new VirtualTime(options.Start);
        Address = new Uri($"http://{options.Host}:{FreePorts.Next()}");
        Mailbox = new Mailbox(Path.Combine(dataFolder, "mail"));
        program = Build();
    }

    /// <summary>Where it listens, and what stands in the links it sends.</summary>
    public Uri Address { get; }

    /// <summary>Holds everything it keeps.</summary>
    public string DataFolder { get; }

    public DatabaseSettings Database => database.Settings;

    /// <summary>The mails it sent.</summary>
    public Mailbox Mailbox { get; }

    /// <summary>Warnings and errors it logged.</summary>
    public AppLog Log { get; } = new();

    /// <summary>Moved without letting work run, which <see cref="AdvanceAsync"/> does.</summary>
    public VirtualTime Clock => virtualTime;

    public Instant Now => options.RealTime ? Services.GetRequiredService<IClock>().GetCurrentInstant() : virtualTime.Now;

    public IServiceProvider Services => program.Services;

    public static Task<KeptApp> StartAsync(Action<KeptAppOptions>? configure = null) =>
        StartAsync(Databases.Database.Sqlite, configure);

    public static async Task<KeptApp> StartAsync(Database database, Action<KeptAppOptions>? configure = null)
    {
        var options = new KeptAppOptions();
        configure?.Invoke(options);
        var folder = TestFolder.New("data");
        return await StartedAsync(new KeptApp(options, await TestDatabase.CreateAsync(database, folder), folder));
    }

    /// <summary>Another node on the same database, with a data folder and a clock of its own. To be disposed of before this one.</summary>
    public Task<KeptApp> StartAnotherNodeAsync(Action<KeptAppOptions>? configure = null)
    {
        var another = new KeptAppOptions { Start = Now };
        configure?.Invoke(another);
        return StartedAsync(new KeptApp(another, database, TestFolder.New("node"), isAnotherNode: true));
    }

    /// <summary>Somebody with a browser of their own.</summary>
    public Visitor Visitor(string language = "en") => new(this, language);

    /// <summary>For requests that no browser makes.</summary>
    public HttpClient Client() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };

    /// <summary>Moves the clock and lets the program do on the way what became due, see <see cref="AdvanceToAsync"/>.</summary>
    public Task AdvanceAsync(Duration duration) => AdvanceToAsync(Now + duration);

    /// <summary>
    /// Moves the clock in steps: by the minute for up to an hour, by the quarter up to a day, by the hour beyond that,
    /// each on the full minute, quarter or hour. At every step work runs until nothing is left to do.
    /// </summary>
    public async Task AdvanceToAsync(Instant target)
    {
        var way = target - Now;
        var step = way <= Duration.FromHours(1) ? Duration.FromMinutes(1)
            : way <= Duration.FromDays(1) ? Duration.FromMinutes(15)
            : Duration.FromHours(1);
        while (Now < target)
        {
            var steps = (long)Math.Floor((Now - NodaConstants.UnixEpoch) / step) + 1;
            virtualTime.AdvanceTo(Instant.Min(target, NodaConstants.UnixEpoch + (step * steps)));
            await RunDueWorkAsync();
        }
    }

    /// <summary>Lets all work run that is due at this moment, until nothing is left to do.</summary>
    /// <exception cref="InvalidOperationException">Work finds something to do again and again: it would never rest.</exception>
    public async Task RunDueWorkAsync()
    {
        for (var round = 0; round < 10_000; round++)
        {
            var done = 0;
            foreach (var registered in Services.GetServices<RegisteredWork>())
            {
                await using var scope = Services.CreateAsyncScope();
                var work = (IPeriodicWork)scope.ServiceProvider.GetRequiredService(registered.Work);
                done += await work.RunOnceAsync(CancellationToken.None);
            }

            if (done == 0)
            {
                return;
            }
        }

        throw new InvalidOperationException("The program's work never comes to rest.");
    }

    /// <summary>Uses services of the program in a scope of their own, as a request does.</summary>
    public async Task<T> WithAsync<TService, T>(Func<TService, Task<T>> use)
        where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <inheritdoc cref="WithAsync{TService,T}"/>
    public async Task WithAsync<TService>(Func<TService, Task> use)
        where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        await use(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>Looks into the database.</summary>
    public Task<T> ReadAsync<T>(Func<KeptDb, Task<T>> read) => WithAsync(read);

    /// <summary>An id for a row that the test makes itself.</summary>
    public long NewId() => Services.GetRequiredService<IdSource>().Next();

    /// <summary>Ends the program and starts it again on what it kept.</summary>
    public async Task RestartAsync()
    {
        await StopProgramAsync();
        program = Build();
        await StartProgramAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopProgramAsync();
        if (!isAnotherNode)
        {
            await database.DisposeAsync();
        }
    }

    private static async Task<KeptApp> StartedAsync(KeptApp app)
    {
        try
        {
            await (app.options.BeforeStart?.Invoke(app) ?? Task.CompletedTask);
            await app.StartProgramAsync();
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    private WebApplication Build()
    {
        var builder = KeptProgram.CreateBuilder();
        if (options.Exports is { } collector)
        {
            builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.ToString();
            builder.Configuration["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        }

        builder.AddKept();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Kept:DataFolder"] = DataFolder,
            ["Kept:PublicAddress"] = Address.ToString(),
            ["Kept:Demo"] = "false",
            ["Kept:Database:Provider"] = Database.Provider,
            ["Kept:Database:ConnectionString"] = Database.ConnectionString,
        });
        builder.Configuration.AddInMemoryCollection(options.Settings);
        if (options.Exports is null)
        {
            builder.Logging.ClearProviders();
        }

        builder.Logging.AddFilter<ConsoleLoggerProvider>(null, LogLevel.None).AddProvider(Log);
        if (!options.RealTime)
        {
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(virtualTime));
            LeaveWorkToTheTest(builder.Services);
        }

        // The strength of a stored password is nobody's subject here, and would cost a tenth of a second each time.
        builder.Services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 100);
        // A batch without an order is another one each time: a mistake, where the log alone would say so.
        builder.Services.ConfigureDbContext<KeptDb>(db => db.ConfigureWarnings(warnings => warnings.Throw(
            CoreEventId.RowLimitingOperationWithoutOrderByWarning, CoreEventId.FirstWithoutOrderByAndFilterWarning)));
        options.Services?.Invoke(builder.Services);
        var built = builder.Build();
        built.MapKept();
        built.Urls.Clear();
        built.Urls.Add(Address.GetLeftPart(UriPartial.Authority));
        return built;
    }

    private static void LeaveWorkToTheTest(IServiceCollection services)
    {
        var loops = services.Where(service =>
            service.ServiceType == typeof(IHostedService)
            && (service.ImplementationType == typeof(WorkSchedule) || service.ImplementationType == typeof(NumberKeeper)
                || (service.ImplementationType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(WorkLoop<>)))).ToList();
        loops.ForEach(loop => services.Remove(loop));
    }

    private async Task StartProgramAsync()
    {
        await program.PrepareAsync();
        await program.StartAsync();
    }

    private async Task StopProgramAsync()
    {
        await program.StopAsync(TimeSpan.FromSeconds(5));
        await program.DisposeAsync();
    }
}
