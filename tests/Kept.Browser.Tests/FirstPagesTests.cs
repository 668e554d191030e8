using Kept.Browser.Tests.Windows;
using Kept.Testing;
using Shouldly;
using Xunit;

namespace Kept.Browser.Tests;

/// <summary>The pages where people come in, as everybody sees them.</summary>
public sealed class FirstPagesTests(Chromium chromium)
{
    [Theory]
    [Views("start", "/")]
    [Views("search", "/search?q=sofa")]
    [Views("follow", "/follow")]
    [Views("sign-in", "/sign-in")]
    public async Task They_can_be_read_by_everybody(string name, string path, View view)
    {
        await using var app = await KeptApp.StartAsync();
        await using var window = await chromium.OpenAsync(app, view);

        await window.GoAsync(path);

        await window.CheckAsync(name);
        (await window.Page.Locator("html").GetAttributeAsync("lang")).ShouldBe(view.Language);
        window.Foreign.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_somebody_could_not_read_is_found()
    {
        await using var app = await KeptApp.StartAsync();
        await using var window = await chromium.OpenAsync(app, View.Desktop);
        await window.GoAsync("/");
        await window.Page.EvaluateAsync("document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"/x.png\"><button></button>')");

        var problems = (await Record.ExceptionAsync(() => window.AxeAsync()))?.Message ?? "";

        problems.ShouldContain("image-alt");
        problems.ShouldContain("button-name");
    }
}
