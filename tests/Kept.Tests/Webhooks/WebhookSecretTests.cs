using Kept.Webhooks;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Webhooks;

public sealed class WebhookSecretTests
{
    /// <summary>The example that the reference libraries of Standard Webhooks and the guides of Svix publish and test against.</summary>
    [Fact]
    public void Signs_the_published_example_as_published() =>
        WebhookSecret.Parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
            .Sign("msg_p5jXN8AQM9LWM0D4loKWxJek", Instant.FromUnixTimeSeconds(1614265330), """{"test": 2432232314}""")
            .ShouldBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");

    /// <summary>Expected values computed with Python's hmac over "{id}.{timestamp}.{body}", key decoded from base 64.</summary>
    [Theory]
    [InlineData("""{"test": 2432232314}""", "v1,enRLSa8SQq0bjzfA39jRvVHj4kmZBoO5m8PEGpuQ5q0=")]
    [InlineData("""{"ő":"ž"}""", "v1,Ty559J7WWsxnJFI6klWU/ioBAjC2oQSqAvcdj/gjZ/Y=")]
    public void Signs_as_others_verify_it(string body, string expected) =>
        WebhookSecret.Parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
            .Sign("msg_p5jXN8AQM9LWM0D4loKWxLek", Instant.FromUnixTimeSeconds(1614265330), body).ShouldBe(expected);

    [Fact]
    public void A_new_secret_has_256_bits_and_is_read_as_it_was_written()
    {
        var secret = WebhookSecret.NewRandom();

        Convert.FromBase64String(secret.ToString()["whsec_".Length..]).Length.ShouldBe(32);
        WebhookSecret.Parse(secret.ToString()).Sign("1", Instant.FromUnixTimeSeconds(1), "a").ShouldBe(secret.Sign("1", Instant.FromUnixTimeSeconds(1), "a"));
        WebhookSecret.NewRandom().ToString().ShouldNotBe(secret.ToString());
    }
}
