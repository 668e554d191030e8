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
    [InlineData("\t1")]
    [InlineData("\r1")]
    [InlineData("\n1")]
    [InlineData("＝1")]
    [InlineData("'=1")]
    [InlineData("''")]
    public void What_could_be_taken_for_a_formula_is_guarded_and_read_back_as_it_was(string text)
    {
        CsvCells.Guarded(text).ShouldBe("'" + text);
        CsvCells.Unguarded(CsvCells.Guarded(text)).ShouldBe(text);
    }

    [Theory]
    [InlineData("Ann;=1+1;", "Ann;'=1+1;")]
    [InlineData("Ann;\"=1+1\"", "Ann;\"'=1+1\"")]
    [InlineData("Ann\t@a", "Ann\t'@a")]
    [InlineData("first\r\n=1\n-b", "first\r\n'=1\n'-b")]
    [InlineData("=1;+2", "'=1;'+2")]
    [InlineData("\t=1", "'\t'=1")]
    [InlineData("a;'=1", "a;''=1")]
    [InlineData("a;''", "a;'''")]
    [InlineData("a;＝1", "a;'＝1")]
    public void So_is_what_begins_a_cell_for_whoever_separates_by_semicolons_or_tabs(string text, string written)
    {
        CsvCells.Guarded(text).ShouldBe(written);
        CsvCells.Unguarded(written).ShouldBe(text);
    }

    [Fact]
    public void Whatever_is_written_is_read_back_as_it_was()
    {
        const string letters = "a'=;\"\t\n";
        for (var number = 0; number < Math.Pow(letters.Length, 6); number++)
        {
            var text = string.Concat(Enumerable.Range(0, 6).Select(place => letters[number / (int)Math.Pow(letters.Length, place) % letters.Length]));
            if (CsvCells.Unguarded(CsvCells.Guarded(text)) != text)
            {
                Assert.Fail(text);
            }
        }
    }

    [Theory]
    [InlineData("a;b")]
    [InlineData("a\tb")]
    public void What_separates_cells_elsewhere_is_quoted(string text) => CsvCells.MustBeQuoted(text).ShouldBeTrue();

    [Theory]
    [InlineData("a; =1")]
    [InlineData("one\n\ntwo; three")]
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
