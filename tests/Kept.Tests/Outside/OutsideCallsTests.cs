using Kept.Outside;
using Kept.Settings;
using Kept.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace Kept.Tests.Outside;

/// <summary>Calls over real connections; only names are looked up in a book of the test's own.</summary>
public sealed class OutsideCallsTests : IAsyncLifetime
{
    private Receiver receiver = null!;

    public async ValueTask InitializeAsync() => receiver = await Receiver.StartAsync();

    public ValueTask DisposeAsync() => receiver.DisposeAsync();

    [Fact]
    public async Task A_host_that_the_settings_name_may_be_inside_and_without_encryption()
    {
        receiver.Answer = (context, _) => context.Response.WriteAsync("well");

        var answered = (await CallAsync(receiver.Address, inside: "127.0.0.1")).ShouldBeOfType<OutsideAnswer.Answered>();

        (answered.Status, System.Text.Encoding.UTF8.GetString(answered.Body)).ShouldBe((200, "well"));
    }

    [Theory]
    [InlineData("http://127.0.0.1/", OutsideTrouble.BadAddress)]
    [InlineData("ftp://partner.example/", OutsideTrouble.BadAddress)]
    [InlineData("https://user:secret@partner.example/", OutsideTrouble.BadAddress)]
    [InlineData("https://127.0.0.1/", OutsideTrouble.InsideNetwork)]
    [InlineData("https://2130706433/", OutsideTrouble.InsideNetwork)]
    [InlineData("https://0x7f.1/", OutsideTrouble.InsideNetwork)]
    [InlineData("https://[::1]/", OutsideTrouble.InsideNetwork)]
    [InlineData("https://[::ffff:169.254.169.254]/", OutsideTrouble.InsideNetwork)]
    [InlineData("https://nowhere.example/", OutsideTrouble.NoSuchName)]
    public async Task What_may_not_be_called_gets_no_connection(string address, OutsideTrouble trouble) =>
        (await CallAsync(new Uri(address))).ShouldBe(new OutsideAnswer.Nothing(trouble));

    [Theory]
    [InlineData("10.0.0.5")]
    [InlineData("9.9.9.9", "169.254.169.254")]
    public async Task A_name_that_leads_inside_is_refused_also_where_only_one_of_its_addresses_does(params string[] addresses)
    {
        var names = new Names { ["partner.example"] = addresses };

        (await CallAsync(new Uri("https://partner.example/"), names: names)).ShouldBe(new OutsideAnswer.Nothing(OutsideTrouble.InsideNetwork));
    }

    [Fact]
    public async Task The_address_that_was_checked_is_the_one_that_is_called()
    {
        // A name that leads elsewhere at the second look-up (DNS rebinding) never gets a second look-up.
        var names = new Names { ["named.example"] = ["127.0.0.1"] };

        await CallAsync(new UriBuilder(receiver.Address) { Host = "named.example" }.Uri, "named.example", names);

        names.LookUps.ShouldBe(1);
        receiver.Calls.ShouldHaveSingleItem().Headers["Host"].ShouldBe($"named.example:{receiver.Address.Port}");
    }

    [Fact]
    public async Task One_port_of_a_host_can_be_allowed_and_no_other()
    {
        var other = new UriBuilder(receiver.Address) { Port = receiver.Address.Port - 1 }.Uri;

        (await CallAsync(receiver.Address, receiver.Address.Authority)).ShouldBeOfType<OutsideAnswer.Answered>();
        (await CallAsync(other, receiver.Address.Authority)).ShouldBe(new OutsideAnswer.Nothing(OutsideTrouble.BadAddress));
    }

    [Fact]
    public async Task A_redirect_is_an_answer_and_is_not_followed()
    {
        receiver.Answer = (context, _) =>
        {
            context.Response.Redirect("/inside");
            return Task.CompletedTask;
        };

        (await CallAsync(receiver.Address, "127.0.0.1")).ShouldBeOfType<OutsideAnswer.Answered>().Status.ShouldBe(302);
        receiver.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_that_never_comes_and_a_body_that_never_ends_are_given_up()
    {
        receiver.Answer = async (context, call) =>
        {
            if (call.Path == "/body")
            {
                await context.Response.WriteAsync("a");
                await context.Response.Body.FlushAsync();
            }

            await Task.Delay(System.Threading.Timeout.Infinite, context.RequestAborted);
        };

        foreach (var path in new[] { "/", "/body" })
        {
            (await CallAsync(new Uri(receiver.Address, path), "127.0.0.1", seconds: 1)).ShouldBe(new OutsideAnswer.Nothing(OutsideTrouble.TooSlow));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task More_than_was_asked_for_is_not_read(bool saysItsLength)
    {
        receiver.Answer = async (context, _) =>
        {
            context.Response.ContentLength = saysItsLength ? 1001 : null;
            await context.Response.WriteAsync(new string('a', 1001));
        };

        (await CallAsync(receiver.Address, "127.0.0.1")).ShouldBe(new OutsideAnswer.Nothing(OutsideTrouble.TooLarge));
    }

    [Fact]
    public async Task Nobody_at_the_other_end_is_told_from_one_who_speaks_no_encryption()
    {
        var nobody = new Uri($"http://127.0.0.1:{FreePorts.Next()}");
        var plain = new UriBuilder(receiver.Address) { Scheme = "https" }.Uri;

        (await CallAsync(nobody, "127.0.0.1")).ShouldBe(new OutsideAnswer.Nothing(OutsideTrouble.NotReached));
        (await CallAsync(plain, "127.0.0.1")).ShouldBe(new OutsideAnswer.Nothing(OutsideTrouble.Broken));
    }

    private static async Task<OutsideAnswer> CallAsync(Uri address, string? inside = null, INameResolver? names = null, int seconds = 20)
    {
        var settings = new OutsideSettings { InsideHosts = inside is null ? [] : [inside], Timeout = seconds };
        using var calls = new OutsideCalls(names ?? new Names(), Options.Create(settings), new ProvidedClock(TimeProvider.System));
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return await calls.SendAsync(request, 1000, TestContext.Current.CancellationToken);
    }
}
