using System.Globalization;
using Kept.Texts;
using Shouldly;
using Xunit;

namespace Kept.Tests.Texts;

public sealed class MessagePatternTests
{
    [Theory]
    [InlineData("Nothing to fill in", "Nothing to fill in")]
    [InlineData("Reference {name}.", "Reference Ada.")]
    [InlineData("{name}{name}", "AdaAda")]
    [InlineData("It's {name}'s # 1", "It's Ada's # 1")]
    [InlineData("{ name }", "Ada")]
    public void Places_are_filled_in(string text, string expected) => Format(text, "en", ("name", "Ada")).ShouldBe(expected);

    [Fact]
    public void What_is_filled_in_is_never_read_as_a_pattern() =>
        Format("Dear {name}", "en", ("name", "{count, plural, other {#}}")).ShouldBe("Dear {count, plural, other {#}}");

    [Theory]
    [InlineData(0, "none")]
    [InlineData(1, "1 day")]
    [InlineData(2, "2 days")]
    [InlineData(1_234, "1,234 days")]
    public void An_exact_number_wins_over_its_form(int count, string expected) =>
        Format("{count, plural, =0 {none} one {# day} other {# days}}", "en", ("count", count)).ShouldBe(expected);

    [Theory]
    [InlineData("phone", "They rang.")]
    [InlineData("web", "They wrote online.")]
    [InlineData("letter", "They got in touch.")]
    [InlineData(null, "They got in touch.")]
    public void A_kind_chooses_its_branch(string? kind, string expected) =>
        Format("They {kind, select, phone {rang} web {wrote online} other {got in touch}}.", "en", ("kind", kind)).ShouldBe(expected);

    [Fact]
    public void Choices_stand_inside_choices() =>
        Format(
            "{kind, select, late {{days, plural, one {# day late for {name}} other {# days late for {name}}}} other {in time}}",
            "en", ("kind", "late"), ("days", 3), ("name", "Ada")).ShouldBe("3 days late for Ada");

    [Fact]
    public void Names_are_those_of_all_branches() =>
        MessagePattern.Parse("{a} {b, plural, one {# {c}} other {{d} {a}}}").Names.ShouldBe(["a", "b", "c", "d"], ignoreOrder: true);

    [Theory]
    [InlineData("de", "1.234 Fälle")]
    [InlineData("en", "1,234 Fälle")]
    [InlineData("hr", "1.234 Fälle")]
    public void Numbers_are_written_as_the_language_writes_them(string language, string expected) =>
        Format("{count} Fälle", language, ("count", 1_234)).ShouldBe(expected);

    [Theory]
    [InlineData("{name", "end")]
    [InlineData("name}", "closing brace")]
    [InlineData("{}", "name")]
    [InlineData("{count, plural, one {#}}", "other")]
    [InlineData("{count, number, other {#}}", "'number'")]
    [InlineData("{count, plural, other {#}", "end")]
    [InlineData("{count plural}", "expected")]
    public void What_is_not_well_formed_is_refused_with_the_place(string text, string said)
    {
        var problem = Should.Throw<FormatException>(() => MessagePattern.Parse(text));

        problem.Message.ShouldContain(said);
        problem.Message.ShouldContain("at character");
    }

    [Fact]
    public void A_value_that_is_missing_is_named() =>
        Should.Throw<KeyNotFoundException>(() => Format("{name}", "en")).Message.ShouldContain("{name}");

    private static string Format(string text, string language, params (string Name, object? Value)[] values) =>
        MessagePattern.Parse(text).Format(CultureInfo.GetCultureInfo(language), values.ToDictionary(value => value.Name, value => value.Value));
}
