using System.Net;
using Kept.Testing;
using Shouldly;
using Xunit;

namespace Kept.Tests.Chrome.Safety;

/// <summary>Methods that nothing of ours answers.</summary>
public sealed class KnownMethodsTests
{
    [Theory]
    [InlineData("TRACE", "/")]
    [InlineData("TRACE", "/report/fly-tipping")]
    [InlineData("TRACE", "/follow/K7QF3M9T/x")]
    [InlineData("PROPFIND", "/search")]
    [InlineData("TRACE", "/api/v1/services")]
    public async Task Are_refused_with_those_that_are_answered(string method, string address)
    {
        await using var app = await KeptApp.StartAsync();
        using var client = app.Client();

        using var answer = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), address), TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        answer.Content.Headers.Allow.ShouldContain("POST");
    }
}
