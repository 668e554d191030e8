using Kept.Mail.Outgoing;
using Kept.Settings;
using Kept.Testing;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace Kept.Tests.Mail;

public class MailSettingsTests
{
    [Fact]
    public void What_is_shipped_is_valid() => Mistakes(_ => { }).ShouldBeEmpty();

    [Theory]
    [InlineData("Mail:Smtp:Host", "smtp://relay.example.org")]
    [InlineData("Mail:Smtp:Host", "relay.example.org:25")]
    [InlineData("Mail:Smtp:Port", "0")]
    [InlineData("Mail:Smtp:StartTls", "maybe")]
    [InlineData("Mail:Smtp:Timeout", "0")]
    [InlineData("Mail:Smtp:Password", "secret")]
    [InlineData("Mail:Smtp:TrustedCertificate", "/nowhere/relay.pem")]
    [InlineData("Mail:ReplyTo", "desk")]
    [InlineData("Kept:Organisation:MailFrom", "kept@localhost")]
    [InlineData("Kept:Organisation:MailFrom", "kept@example.org\r\nBcc: victim@example.org")]
    public async Task A_wrong_setting_stops_the_start_and_is_named(string setting, string value)
    {
        var problem = await Should.ThrowAsync<OptionsValidationException>(async () =>
        {
            await using var app = await KeptApp.StartAsync(options => options.Settings[setting] = value);
        });
        problem.Message.ShouldContain(setting);
        problem.Message.ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("true")]
    [InlineData("True")]
    [InlineData("auto")]
    [InlineData("false")]
    public void Encryption_is_one_of_three_words(string word) => Mistakes(settings => settings.Smtp.StartTls = word).ShouldBeEmpty();

    [Fact]
    public void A_user_without_a_relay_is_a_mistake() =>
        Mistakes(settings => (settings.Smtp.User, settings.Smtp.Password) = ("kept", "secret")).ShouldHaveSingleItem().ShouldContain("Mail:Smtp:Host");

    private static IEnumerable<string> Mistakes(Action<MailSettings> change)
    {
        var settings = new MailSettings();
        change(settings);
        return new MailSettingsCheck(Options.Create(new KeptSettings())).Validate(null, settings).Failures ?? [];
    }
}
