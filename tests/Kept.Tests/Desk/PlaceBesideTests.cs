using Kept.Desk;
using Shouldly;
using Xunit;

namespace Kept.Tests.Desk;

/// <summary>A list says where something is once.</summary>
public sealed class PlaceBesideTests
{
    [Theory]
    [InlineData("Bags of rubbish, 12 Mill Lane", "12 Mill Lane", null)]
    [InlineData("Bags of rubbish, 12 Mill Lane", "12 mill lane; Behind the shed", "Behind the shed")]
    [InlineData("Bags of rubbish", "", null)]
    [InlineData("Bags of rubbish", "12 Mill Lane", "12 Mill Lane")]
    [InlineData("Graffiti, behind the third garage on the left when com…", "behind the third garage on the left when coming from the bus station", null)]
    public void Only_what_the_title_does_not_say_stands_beside_it(string title, string place, string? beside) =>
        PlaceBeside.Of(title, place).ShouldBe(beside);
}
