using Kept.Catalogue;
using Kept.Demo;
using Kept.Testing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Kept.Tests.Demo;

/// <summary>What is said in the demo council fits what it is said about.</summary>
public sealed class PhrasesTests
{
    [Theory, InlineData("en"), InlineData("de"), InlineData("hr"), InlineData("hu")]
    public async Task What_was_done_is_said_in_words_of_the_service_in_every_language(string language)
    {
        await using var app = await KeptApp.StartAsync();
        var phrases = DemoData.Phrases();

        foreach (var offered in app.Services.GetRequiredService<CatalogueInUse>().Current.Services)
        {
            phrases.OccasionOf("fixed", offered.Service, language).ShouldStartWith("fixed/", customMessage: offered.Service.Code);
        }
    }
}
