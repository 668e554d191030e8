using Kept.Testing;
using Shouldly;
using Xunit;

namespace Kept.Tests.Chrome;

public sealed class PageFilesTests
{
    [Theory]
    [InlineData("link[rel=stylesheet]", "href", "text/css")]
    [InlineData("link[rel=icon]", "href", "image/svg+xml")]
    [InlineData("script[src]", "src", "text/javascript")]
    public async Task What_a_page_is_made_of_is_there_for_everybody(string selector, string attribute, string type)
    {
        await using var app = await KeptApp.StartAsync();
        var visitor = app.Visitor();
        var page = await visitor.GoAsync("/");

        foreach (var file in page.Document.QuerySelectorAll(selector).Select(element => element.GetAttribute(attribute)!).ToList())
        {
            var answer = await visitor.GoAsync(file);

            answer.Address.AbsolutePath.ShouldBe(file);
            answer.Type.ShouldBe(type);
        }
    }
}
