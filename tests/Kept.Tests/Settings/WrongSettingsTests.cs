using Kept.Settings;
using Kept.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace Kept.Tests.Settings;

/// <summary>Settings that cannot be right: each is named in one sentence, before anything is done.</summary>
public sealed class WrongSettingsTests
{
    [Theory]
    [InlineData("Kept:Map:Latitude", "abc", "a number such as 51.5")]
    [InlineData("Kept:Map:Latitude", "500", "-90 to 90")]
    [InlineData("Kept:Map:Latitude", "NaN", "-90 to 90")]
    [InlineData("Kept:Map:Longitude", "-180.1", "-180 to 180")]
    [InlineData("Kept:Map:Zoom", "abc", "a whole number")]
    [InlineData("Kept:Map:Zoom", "14.5", "a whole number")]
    [InlineData("Kept:Map:Zoom", "", "a whole number")]
    [InlineData("Kept:Map:Zoom", "99", "0 (the world) to 19")]
    [InlineData("Kept:Map:Tiles", "nonsense", "{z}, {x} and {y}")]
    [InlineData("Kept:Map:Tiles", "https://tiles.example.org/{z}/{x}.png", "{z}, {x} and {y}")]
    [InlineData("Kept:Map:Tiles", "javascript:{z}{x}{y}", "{z}, {x} and {y}")]
    [InlineData("Kept:Demo", "maybe", "\"true\" or \"false\"")]
    [InlineData("Kept:Organisation:Language", "xx", "\"en\"")]
    [InlineData("Kept:Organisation:Language", "", "\"en\"")]
    [InlineData("Kept:Organisation:Name", "", "the name residents know")]
    [InlineData("Kept:Organisation:Name", "  ", "the name residents know")]
    [InlineData("Kept:PublicAddress", "https://report.example.org/kept", "\"https://report.example.org\"")]
    [InlineData("Kept:PublicAddress", "https://report.example.org?a=b", "at the root of its host")]
    [InlineData("Kept:CatalogueFolder", "/no/such/folder", "there is no such folder")]
    [InlineData("Kept:Goals:PromisesKept", "all", "a whole number")]
    [InlineData("Mail:Smtp:Port", "abc", "a whole number")]
    [InlineData("Mail:Smtp:Port", "99999999999", "a whole number")]
    [InlineData("Pressure:LongestWait", "soon", "a number such as 51.5")]
    [InlineData("Feeds:Details", "yes", "\"true\" or \"false\"")]
    [InlineData("Forwarding:Partners:roads:SendContact", "often", "\"true\" or \"false\"")]
    [InlineData("Logging:LogLevel:Default", "loud", "Information, Warning")]
    [InlineData("Logging:Console:LogLevel:Kept.Mail", "loud", "Information, Warning")]
    public void A_wrong_value_is_named_with_what_to_write(string setting, string value, string wanted)
    {
        var sentence = Problem((setting, value)).ShouldNotBeNull().Sentences.ShouldHaveSingleItem();

        sentence.ShouldContain(setting);
        sentence.ShouldContain(wanted);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("http://127.0.0.1:99999")]
    [InlineData("http://127.0.0.1:5080;nonsense")]
    [InlineData("http://no such host")]
    public void An_address_at_which_nothing_can_listen_is_named(string urls) =>
        Problem(("urls", urls)).ShouldNotBeNull().Sentences.ShouldHaveSingleItem().ShouldStartWith("ASPNETCORE_URLS (or --urls) has \"");

    [Theory]
    [InlineData("http://*:8080;https://[::]:8443")]
    [InlineData("http://unix:/tmp/kept.sock")]
    [InlineData("http://localhost")]
    public void Others_are_taken(string urls) => Problem(("urls", urls)).ShouldBeNull();

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once_and_once()
    {
        var problem = Problem(("Kept:Map:Zoom", "abc"), ("Kept:Demo", "maybe"), ("Mail:Smtp:Port", "abc")).ShouldNotBeNull();

        problem.ExitCode.ShouldBe(ExitCodes.WrongSettings);
        problem.Sentences.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("PostgreSQL", "hunter2")]
    [InlineData("PostgreSQL", "Host=db;Passwort=hunter2")]
    [InlineData("PostgreSQL", "Host=db;Port=hunter2")]
    [InlineData("SQLite", "hunter2")]
    [InlineData("SQLite", "File=hunter2")]
    public void A_connection_string_that_cannot_be_read_is_named_and_not_repeated(string provider, string connection) =>
        Problem(("Kept:Database:Provider", provider), ("Kept:Database:ConnectionString", connection))
            .ShouldNotBeNull().Sentences.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
                sentence => sentence.ShouldContain("Kept:Database:ConnectionString"), sentence => sentence.ShouldNotContain("hunter2"));

    [Fact]
    public void What_is_shipped_is_right() => Problem().ShouldBeNull();

    [Fact]
    public void A_setting_of_ours_that_does_not_exist_is_named_with_what_was_meant_and_stops_nothing()
    {
        (string Setting, string Value)[] settings =
        [
            ("Kept:Organization:Name", "Hull"), ("Mail:Smtp:Hots", "relay"), ("Forwarding:Partners:roads:Adress", "https://roads.example"), ("Kept:NextYear:Colour", "red"),
            ("Other:Program", "x"), ("MAIL", "/var/mail/ada"), ("Forwarding:Partners:roads:Statuses:done", "CLOSED"), ("Kept:TrustedProxies:0", "10.0.0.1"),
        ];

        Unknown(settings).ShouldBe(
        [
            ("Kept:NextYear", null), ("Kept:Organization", "Kept:Organisation"),
            ("Mail:Smtp:Hots", "Mail:Smtp:Host"), ("Forwarding:Partners:roads:Adress", "Forwarding:Partners:roads:Address"),
        ], ignoreOrder: true);
        Unknown().ShouldBeEmpty("what is shipped is known");
    }

    [Fact]
    public void The_start_warns_of_it()
    {
        using var log = new AppLog();
        var builder = KeptProgram.CreateBuilder();
        builder.AddKept();
        builder.Configuration.AddInMemoryCollection([new("Kept:DataFolder", TestFolder.New("data")), new("Mail:Smtp:Hots", "hunter2")]);
        builder.Logging.ClearProviders().AddProvider(log);
        using var program = (IDisposable)builder.Build();

        ((WebApplication)program).CheckSettings();

        log.Problems.ShouldHaveSingleItem().ToString()!.ShouldSatisfyAllConditions(
            line => line.ShouldContain("There is no setting Mail:Smtp:Hots, so it changes nothing. Perhaps Mail:Smtp:Host was meant."),
            line => line.ShouldNotContain("hunter2"));
    }

    private static IReadOnlyList<(string Path, string? Meant)> Unknown(params (string Setting, string Value)[] settings)
    {
        var builder = KeptProgram.CreateBuilder();
        builder.AddKept();
        builder.Configuration.AddInMemoryCollection(settings.Select(one => KeyValuePair.Create(one.Setting, (string?)one.Value)));
        using var program = (IDisposable)builder.Build();
        return [.. ((WebApplication)program).Services.GetRequiredService<UnknownSettings>().Find()];
    }

    private static StartProblem? Problem(params (string Setting, string Value)[] settings)
    {
        var builder = KeptProgram.CreateBuilder();
        builder.AddKept();
        builder.Configuration.AddInMemoryCollection(
            settings.Select(one => KeyValuePair.Create(one.Setting, (string?)one.Value)).Prepend(new("Kept:DataFolder", TestFolder.New("data"))));
        try
        {
            using var program = (IDisposable)builder.Build();
            ((WebApplication)program).CheckSettings();
            return null;
        }
        catch (Exception problem) when (StartProblem.Of(problem) is not null)
        {
            return StartProblem.Of(problem);
        }
    }
}
