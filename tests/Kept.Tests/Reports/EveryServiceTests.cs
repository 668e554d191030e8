using Kept.Catalogue;
using Kept.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Kept.Tests.Reports;

/// <summary>Every service that is shipped can be gone through to its end, in every language.</summary>
public sealed class EveryServiceTests
{
    [Theory]
    [InlineData("en", "Wednesday 11 March")]
    [InlineData("de", "Mittwoch, 11. März")]
    [InlineData("hr", "srijeda, 11. ožujka")]
    [InlineData("hu", "március 11., szerda")]
    public async Task Every_service_can_be_sent(string language, string sevenWorkingDays)
    {
        await using var app = await KeptApp.StartAsync();
        foreach (var service in app.Services.GetRequiredService<CatalogueInUse>().Current.Services)
        {
            var ada = app.Visitor(language);
            await ada.GoAsync("/");
            await AnyService.StartAsync(ada, service.Service.Code);
            await AnyService.ToCheckAsync(ada, page =>
            {
                page.Document.DocumentElement.GetAttribute("lang").ShouldBe(language);
                page.Heading.ShouldNotBeEmpty();
            });
            var sent = await AnyService.ContinueAsync(ada);
            sent.Address.AbsolutePath.ShouldStartWith("/report/sent/", customMessage: service.Service.Code);
            if (service.Service.Code == "fly-tipping")
            {
                sent.Text.ShouldContain(sevenWorkingDays);
            }
        }

        var cases = await app.ReadAsync(db => db.Cases.ToListAsync());
        cases.Count.ShouldBe(app.Services.GetRequiredService<CatalogueInUse>().Current.Services.Length);
        cases.ShouldAllBe(received => received.Title.Length > 0 && received.Title.Length <= 120 && received.Language == language);
        app.Log.Problems.ShouldBeEmpty();
    }
}
