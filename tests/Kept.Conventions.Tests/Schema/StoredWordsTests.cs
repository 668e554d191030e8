using System.Globalization;
using System.Reflection;
using System.Text.Json.Serialization;
using Kept.Conventions.Tests.Sources;
using Kept.Domain.Cases;
using Kept.Storage;
using Kept.Testing;
using Shouldly;
using Xunit;

namespace Kept.Conventions.Tests.Schema;

/// <summary>
/// A program that reads a word it does not know fails, so a new word of a stored value is a change of the schema like a new
/// column. All words stand in stored-words.txt; one that came later stands there with the number of the script that stops
/// programs which do not know it (ADR 21).
/// </summary>
public sealed class StoredWordsTests
{
    private const string List = "tests/Kept.Conventions.Tests/Schema/stored-words.txt";

    [Fact]
    public async Task Every_stored_word_is_in_the_list()
    {
        await using var app = await KeptApp.StartAsync();
        var listed = Listed().Select(line => line.Word).ToList();
        var stored = await app.ReadAsync(db => Task.FromResult(Enums(db).Concat(Discriminators()).Distinct().ToList()));

        stored.Except(listed).ShouldBeEmpty($"Add them to {List}, each with the number of a script that stops programs which cannot read it.");
        listed.Except(stored).ShouldBeEmpty($"These are in {List}; rows of earlier versions may still hold them.");
    }

    [Fact]
    public void A_word_that_came_later_comes_with_a_script_that_stops_programs_which_cannot_read_it()
    {
        var scripts = SchemaScripts.For(postgres: false).Concat(SchemaScripts.For(postgres: true)).ToList();

        (from line in Listed()
         where line.Since > 0 && !scripts.Any(script => script.Number >= line.Since && script.OldestProgram >= line.Since)
         select $"{line.Word} {line.Since}").ShouldBeEmpty();
    }

    private static IEnumerable<string> Enums(KeptDb db) =>
        from entity in db.Model.GetEntityTypes()
        from property in entity.GetProperties()
        let type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType
        where type.IsEnum
        from word in Enum.GetNames(type)
        select $"{type.Name}.{word}";

    /// <summary>The words by which stored JSON says what it is.</summary>
    private static IEnumerable<string> Discriminators() =>
        from assembly in new[] { typeof(KeptDb).Assembly, typeof(CaseState).Assembly }
        from type in assembly.GetTypes()
        from derived in type.GetCustomAttributes<JsonDerivedTypeAttribute>(inherit: false)
        select $"{type.Name}.{derived.TypeDiscriminator}";

    private static IEnumerable<(string Word, int Since)> Listed() =>
        from line in Repository.File(List).Lines
        where line.Length > 0 && !line.StartsWith('#')
        let parts = line.Split(' ')
        select (parts[0], parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0);
}
