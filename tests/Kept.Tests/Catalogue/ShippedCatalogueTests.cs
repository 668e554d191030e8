using System.Collections.Immutable;
using Kept.Catalogue;
using Kept.Domain.Calendars;
using Kept.Domain.Catalogue;
using NodaTime;
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
    public void Office_hours_end_at_noon_on_Christmas_Eve()
    {
        var council = Reading.Value.ShouldBeOfType<CatalogueReading.Right>().Council.Council;
        var office = new Calendar(council.Calendars.Single(calendar => calendar.Code == "office"));

        office.IsOpenAt(Instant.FromUtc(2026, 12, 24, 11, 59)).ShouldBeTrue();
        office.IsOpenAt(Instant.FromUtc(2026, 12, 24, 12, 0)).ShouldBeFalse();
        office.DueAt(Instant.FromUtc(2026, 3, 2, 16, 40), Target.Parse("7 working days")).ShouldBe(Instant.FromUtc(2026, 3, 11, 17, 0));
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
