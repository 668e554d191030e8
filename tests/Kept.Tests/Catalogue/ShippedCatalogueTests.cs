using System.Collections.Immutable;
using Kept.Catalogue;
using Kept.Domain.Catalogue;
using Shouldly;
using Xunit;

namespace Kept.Tests.Catalogue;

/// <summary>The services that come with Kept.</summary>
public sealed class ShippedCatalogueTests
{
    private static readonly Lazy<CatalogueReading> Reading = new(() => new CatalogueFiles().Read(CatalogueFiles.ShippedFolder));

    private static ImmutableArray<Service> Services =>
        [.. Reading.Value.ShouldBeOfType<CatalogueReading.Right>().Services.Select(file => file.Service)];

    [Fact]
    public void Has_no_mistake()
    {
        if (Reading.Value is CatalogueReading.Wrong wrong)
        {
            Assert.Fail(string.Join('\n', wrong.Mistakes));
        }
    }

    [Fact]
    public void Fly_tipping_is_looked_at_in_7_working_days_and_cleared_in_15_from_the_first_visit()
    {
        var service = Services.Single(service => service.Code == "fly-tipping");

        service.Stages.Select(stage => (stage.Code, stage.Target, stage.Starts, stage.Ends)).ShouldBe(
        [
            ("inspect", "7 working days", ClockStart.Received, StageEnd.FirstVisit),
            ("clear", "15 working days", ClockStart.FirstVisit, StageEnd.VisitDone),
        ]);
        service.VisitReasons.ShouldContain(reason => reason.Code == "van-full");
        service.Details.MayBeAnonymous.ShouldBeTrue();
        service.Stages[0].Promise.In("de").ShouldBe("Bis {date} sehen wir uns die Stelle an.");
    }
}
