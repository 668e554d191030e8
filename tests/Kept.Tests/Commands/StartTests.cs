using System.Net;
using System.Net.Sockets;
using Kept.Storage;
using Kept.Testing;
using Kept.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Kept.Tests.Commands;

/// <summary>Starts that cannot succeed: the process ends with one sentence and a code, and leaves everything as it was.</summary>
public sealed class StartTests
{
    private readonly string folder = TestFolder.New("data");

    [Theory]
    [InlineData("Kept__Map__Latitude", "abc", "Kept:Map:Latitude is \"abc\".")]
    [InlineData("ASPNETCORE_URLS", "nonsense", "ASPNETCORE_URLS")]
    [InlineData("Kept__DataFolder", "/proc/x", "Kept:DataFolder is \"/proc/x\"")]
    public async Task A_wrong_setting_ends_it_with_78(string setting, string value, string sentence)
    {
        var (code, _, error) = await RunAsync([(setting, value)]);

        (code, error.Trim().Split('\n').Length).ShouldBe((78, 1), error);
        error.ShouldContain(sentence);
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Database=kept;Username=kept;Password=hunter2")]
    [InlineData("Host=no-such-host.invalid;Database=kept;Username=kept;Password=hunter2")]
    public async Task A_database_that_cannot_be_reached_ends_it_with_78(string connection)
    {
        (string, string)[] settings = [("Kept__Database__Provider", "PostgreSQL"), ("Kept__Database__ConnectionString", connection)];
        foreach (var arguments in new string[][] { [], ["mail", "list"] })
        {
            var (code, _, error) = await RunAsync(settings, arguments);

            (code, error.Trim().Split('\n').Length).ShouldBe((78, 1), error);
            error.ShouldContain("PostgreSQL cannot be reached as Kept:Database:ConnectionString says");
            error.ShouldNotContain("hunter2");
        }
    }

    [Fact]
    public async Task A_command_names_a_wrong_setting_too()
    {
        var (code, _, error) = await RunAsync([("Kept__Map__Zoom", "abc")], "mail", "list");

        (code, error.Trim()).ShouldBe((78, "Kept:Map:Zoom is \"abc\". Write a whole number."));
    }

    [Theory]
    [InlineData("--emtpy")]
    [InlineData("--empty", "--verbose")]
    [InlineData("--Kept:NoSuchThing=1")]
    [InlineData("-x")]
    public async Task An_option_that_does_not_exist_is_refused_before_anything_is_made(params string[] arguments)
    {
        var (code, _, error) = await RunAsync([], arguments);

        (code, error.Trim().Split('\n').Length).ShouldBe((2, 1), error);
        error.ShouldStartWith($"There is no option {arguments[^1].Split('=')[0]}.");
        error.ShouldContain("--empty");
        Directory.GetFileSystemEntries(folder).ShouldBeEmpty();
    }

    [Theory]
    [InlineData]
    [InlineData("--empty")]
    [InlineData("--urls=http://127.0.0.1:0", "--empty")]
    [InlineData("--urls", "http://127.0.0.1:0")]
    [InlineData("--Kept:Database:Provider=SQLite")]
    [InlineData("--kept:demo", "false")]
    [InlineData("--Forwarding:Partners:roads:Name=Roads")]
    public void Options_that_exist_are_taken(params string[] arguments) => ServeArguments.Mistake(arguments).ShouldBeNull();

    [Theory]
    [InlineData("--urls")]
    [InlineData("--urls", "--empty")]
    public void An_option_needs_its_value(params string[] arguments) => ServeArguments.Mistake(arguments).ShouldBe("--urls needs a value, such as --urls=….");

    [Fact]
    public async Task An_address_that_is_taken_ends_it_with_69_and_one_sentence()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = $"http://{other.LocalEndpoint}";

        var (code, said, error) = await RunAsync([("ASPNETCORE_URLS", address)]);

        (code, error.Trim().Split('\n').Length).ShouldBe((69, 1), error);
        error.ShouldContain($"{address}: address already in use. End the program that listens there");
        said.ShouldNotContain("   at ");
        said.ShouldNotContain("Microsoft.Extensions.Hosting");
    }

    [Fact]
    public async Task A_second_program_does_not_serve_the_same_embedded_database()
    {
        await using var app = await KeptApp.StartAsync(Database.Sqlite);

        var (code, _, error) = await RunAsync([("Kept__DataFolder", app.DataFolder), ("ASPNETCORE_URLS", "http://127.0.0.1:0")]);

        (code, error.Trim()).ShouldBe((69, $"Another Kept serves the data in {app.DataFolder} already. End that one, or set Kept:DataFolder to another folder."));
    }

    [Fact]
    public async Task Whatever_the_first_ended_of_the_next_may_begin()
    {
        await using var app = await KeptApp.StartAsync(Database.Sqlite);
        app.Services.GetRequiredService<DataFolder>().Dispose(); // what the system does with the locks of a process that was killed

        await using var process = await KeptProcess.StartAsync(app.Database, app.DataFolder);
        await process.KillAndStartAgainAsync();

        File.Exists(Path.Combine(app.DataFolder, DataFolder.ServingName)).ShouldBeTrue();
    }

    private Task<(int Code, string Said, string Error)> RunAsync((string Name, string Value)[] settings, params string[] arguments) =>
        ProgramRun.ToEndAsync([("Kept__DataFolder", folder), .. settings], arguments);
}
