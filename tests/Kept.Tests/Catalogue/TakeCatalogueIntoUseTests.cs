using Kept.Catalogue;
using Kept.Catalogue.TakeIntoUse;
using Kept.Settings;
using Kept.Storage;
using Kept.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Catalogue;

/// <summary>Files become versions; cases keep theirs; a mistake changes nothing.</summary>
public sealed class TakeCatalogueIntoUseTests : IAsyncLifetime
{
    private const string FlyTipping = "services/fly-tipping.json";

    private readonly CatalogueFolder files = new("fly-tipping", "pothole");
    private readonly string data = Directory.CreateTempSubdirectory("kept-data-").FullName;
    private readonly ServiceProvider services;

    public TakeCatalogueIntoUseTests()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Kept:DataFolder"] = data,
            ["Kept:CatalogueFolder"] = files.Path,
        }).Build();
        var registered = new ServiceCollection();
        registered.AddLogging();
        registered.AddSingleton<IConfiguration>(configuration);
        registered.AddKeptSettings(configuration);
        registered.AddSingleton(TimeProvider.System);
        registered.AddSingleton<IClock, ProvidedClock>();
        registered.AddKeptStorage(configuration);
        registered.AddKeptCatalogue();
        services = registered.BuildServiceProvider();
        files.Write("council.json", files.Read("council.json").Replace(
            files.Read("council.json").Split("\"popular\": ")[1].Split("],")[0] + "]", "[\"fly-tipping\"]"));
    }

    public async ValueTask InitializeAsync()
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SchemaRunner>().BringUpToDateAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        files.Dispose();
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task A_changed_file_is_a_new_version_and_the_old_one_stays_readable()
    {
        (await Take()).ShouldBeOfType<CatalogueTaking.Taken>().Changes.ShouldBe(
            [new ServiceChange("fly-tipping", 1), new ServiceChange("pothole", 1)]);
        await Refresh();
        var before = InUse.Find("fly-tipping").ShouldNotBeNull();

        files.Change(FlyTipping, "\"7 working days\"", "\"5 working days\"");
        (await Take()).ShouldBeOfType<CatalogueTaking.Taken>().Changes.ShouldBe([new ServiceChange("fly-tipping", 2)]);
        await Refresh();

        var now = InUse.Find("fly-tipping").ShouldNotBeNull();
        now.Number.ShouldBe(2);
        now.Service.Stages[0].Target.ShouldBe("5 working days");
        var old = await InUse.ServiceOfAsync(before.VersionId, TestContext.Current.CancellationToken);
        old.Stages[0].Target.ShouldBe("7 working days");
    }

    [Fact]
    public async Task A_file_that_is_only_laid_out_anew_is_no_new_version()
    {
        await Take();

        files.Write(FlyTipping, files.Read(FlyTipping).Replace("\n", "\n    "));

        (await Take()).ShouldBeOfType<CatalogueTaking.Unchanged>();
    }

    [Fact]
    public async Task A_mistake_leaves_the_running_catalogue_as_it_is()
    {
        await Take();
        await Refresh();
        var before = InUse.Current;
        files.Change(FlyTipping, "\"7 working days\"", "\"7 days working\"");

        var wrong = (await Take()).ShouldBeOfType<CatalogueTaking.Wrong>();
        await Refresh();

        wrong.Mistakes.ShouldHaveSingleItem().Text.ShouldContain("7 working days");
        InUse.Current.ShouldBeSameAs(before);
    }

    [Theory]
    [InlineData("", "", "No service changed, only what they share: calendars, teams, texts.")]
    [InlineData("fly-tipping", "", "Changed: fly-tipping version 2.")]
    [InlineData("", "pothole", "Not offered any more: pothole.")]
    [InlineData("fly-tipping", "pothole", "Changed: fly-tipping version 2. Not offered any more: pothole.")]
    public void The_log_says_what_is_new(string changed, string withdrawn, string sentence) => CatalogueStart.WhatIsNew(new CatalogueTaking.Taken(
        changed.Length == 0 ? [] : [new ServiceChange(changed, 2)], withdrawn.Length == 0 ? [] : [withdrawn])).ShouldBe(sentence);

    [Fact]
    public async Task A_start_with_a_mistake_goes_on_with_what_is_stored()
    {
        await Start();
        files.Change(FlyTipping, "\"kind\": \"report\"", "\"kind\": \"rapport\"");

        await Start();

        InUse.Find("fly-tipping").ShouldNotBeNull().Service.Kind.ShouldBe(Kept.Domain.Catalogue.ServiceKind.Report);
    }

    [Fact]
    public async Task A_first_start_with_a_mistake_stops_with_the_list()
    {
        var line = files.LineOf(FlyTipping, "\"kind\"");
        files.Change(FlyTipping, "\"kind\": \"report\"", "\"kind\": \"rapport\"");

        var stop = await Should.ThrowAsync<CannotStartException>(Start);

        stop.Message.ShouldContain($"services/fly-tipping.json line {line}: 'kind' must be one of");
        stop.Message.ShouldContain("did you mean 'report'?");
    }

    [Fact]
    public async Task A_service_without_a_file_is_not_offered_any_more_but_its_cases_go_on()
    {
        await Start();
        var pothole = InUse.Find("pothole").ShouldNotBeNull();
        files.Delete("services/pothole.json");

        (await Take()).ShouldBeOfType<CatalogueTaking.Taken>().Withdrawn.ShouldBe(["pothole"]);
        await Refresh();

        InUse.Find("pothole").ShouldBeNull();
        (await InUse.ServiceOfAsync(pothole.VersionId, TestContext.Current.CancellationToken)).Code.ShouldBe("pothole");
    }

    [Fact]
    public async Task A_calendar_that_is_taken_away_still_counts_for_promises_given_on_it()
    {
        await Start();
        files.Write("council.json", files.Read("council.json")
            .Replace("\"code\": \"crews\"", "\"code\": \"vans\"").Replace("\"calendar\": \"crews\"", "\"calendar\": \"vans\""));

        await Take();
        await Refresh();

        InUse.CalendarOf("vans").Code.ShouldBe("vans");
        InUse.CalendarOf("crews").Code.ShouldBe("crews");
    }

    [Fact]
    public async Task A_running_server_takes_a_changed_file_into_use_by_itself()
    {
        await Start();
        var watcher = services.GetServices<IHostedService>().OfType<CatalogueWatcher>().Single();
        await watcher.StartAsync(TestContext.Current.CancellationToken);

        files.Change(FlyTipping, "\"7 working days\"", "\"6 working days\"");
        await Eventually.IsTrueAsync(() => InUse.Find("fly-tipping")!.Number > 1);

        InUse.Find("fly-tipping")!.Service.Stages[0].Target.ShouldBe("6 working days");
        await watcher.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Two_processes_that_take_the_same_files_at_once_agree()
    {
        var takings = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(Take, TestContext.Current.CancellationToken)));
        await Refresh();

        takings.ShouldNotContain(taking => taking is CatalogueTaking.Wrong);
        InUse.Find("fly-tipping")!.Number.ShouldBe(1);
        InUse.Current.Services.Length.ShouldBe(2);
    }

    private CatalogueInUse InUse => services.GetRequiredService<CatalogueInUse>();

    private Task<bool> Refresh() => InUse.RefreshAsync(TestContext.Current.CancellationToken);

    private async Task<CatalogueTaking> Take()
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<TakeCatalogueIntoUse>().RunAsync(files.Path, TestContext.Current.CancellationToken);
    }

    private async Task Start()
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<CatalogueStart>().RunAsync(TestContext.Current.CancellationToken);
    }
}
