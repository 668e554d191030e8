using System.Collections.Immutable;
using Kept.Domain.Catalogue;

namespace Kept.Catalogue.Reading;

/// <summary>Takes values out of an object that has been checked against its schema.</summary>
internal static class SourceValues
{
    extension(SourceObject source)
    {
        public string Text(string name) => ((SourceText)source.Needed(name)).Value;

        public SourceObject Object(string name) => (SourceObject)source.Needed(name);

        public SourceArray List(string name) => (SourceArray)source.Needed(name);

        /// <summary>The objects of a list; none where there is no list.</summary>
        public IEnumerable<SourceObject> Objects(string name) => (source[name] as SourceArray)?.Items.OfType<SourceObject>() ?? [];

        public decimal? Number(string name) => (source[name] as SourceNumber)?.Value;

        public bool? Flag(string name) => (source[name] as SourceBoolean)?.Value;

        public T Choice<T>(string name)
            where T : struct, Enum => Enum.Parse<T>(source.Text(name), ignoreCase: true);

        public LocalText LocalText(string name) => new(source.Object(name).Properties.ToDictionary(
            language => language.Name, language => ((SourceText)language.Value).Value, StringComparer.Ordinal));

        private SourceNode Needed(string name) =>
            source[name] ?? throw new InvalidDataException(source.Mistake($"'{name}' is missing").ToString());
    }

    public static ImmutableArray<string> Texts(this SourceArray list) => [.. list.Items.OfType<SourceText>().Select(item => item.Value)];
}
