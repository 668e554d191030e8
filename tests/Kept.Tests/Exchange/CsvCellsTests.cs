using Kept.Exchange;
using Kept.Exchange.Csv;
using Shouldly;
using Xunit;

namespace Kept.Tests.Exchange;

public sealed class CsvCellsTests
{
    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@a")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData("\n=1")]
    [InlineData("＝1")]
    [InlineData("'=1")]
    [InlineData("''")]
    public void What_could_be_taken_for_a_formula_is_guarded_and_read_back_as_it_was(string text)
    {
        CsvCells.Guarded(text).ShouldBe("'" + text);
        CsvCells.Unguarded(CsvCells.Guarded(text)).ShouldBe(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a=1")]
    [InlineData("'a")]
    [InlineData("'")]
    [InlineData("1-2")]
    public void Everything_else_stays_as_it_is(string text)
    {
        CsvCells.Guarded(text).ShouldBe(text);
        CsvCells.Unguarded(text).ShouldBe(text);
    }

    [Fact]
    public void Numbers_are_numbers_also_below_zero() => CsvCells.Write(-0.25, CellType.Number).ShouldBe("-0.25");
}
