using Kept.Domain.Partners;
using Shouldly;
using Xunit;

namespace Kept.Domain.Tests.Partners;

public sealed class WorkStatusTests
{
    [Theory]
    [InlineData("NOT_COUNCILS_RESPONSIBILITY", WorkStatus.NotCouncilsResponsibility)]
    [InlineData(" action scheduled ", WorkStatus.ActionScheduled)]
    [InlineData("Planned", WorkStatus.ActionScheduled)]
    [InlineData("confirmed", WorkStatus.Open)]
    [InlineData("fixed - council", WorkStatus.Fixed)]
    [InlineData("UNABLE_TO_FIX", WorkStatus.NoFurtherAction)]
    public void Statuses_are_read_as_others_write_them(string text, WorkStatus status) => WorkStatuses.Parse(text).ShouldBe(status);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("+3")]
    [InlineData("Investigating,ForTriage")]
    [InlineData("wishful")]
    public void What_nobody_told_us_is_none(string? text) => WorkStatuses.Parse(text).ShouldBeNull();

    [Fact]
    public void Every_status_is_read_as_it_is_written()
    {
        foreach (var status in Enum.GetValues<WorkStatus>())
        {
            WorkStatuses.Parse(status.Text()).ShouldBe(status);
        }
    }
}
