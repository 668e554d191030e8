using System.Globalization;

namespace Kept.Catalogue.Reading;

/// <summary>A JSON value that knows where it stands in its file, so that a mistake can name the line.</summary>
internal abstract class SourceNode(string file, int line, int column, string pointer)
{
    public string File => file;

    public int Line => line;

    public int Column => column;

    public string Pointer => pointer;

    /// <summary>As people call it in a message: "an object", "a text".</summary>
    public abstract string Kind { get; }

    /// <summary>As it stands in the file, shortened.</summary>
    public abstract string Found { get; }

    public Mistake Mistake(string text) => new(file, line, column, pointer, text);

    /// <summary>The last part of the pointer: the property's name, or the place in its list.</summary>
    public string Name => pointer.Length == 0 ? "the file" : $"'{pointer[(pointer.LastIndexOf('/') + 1)..]}'";
}

internal sealed class SourceObject(string file, int line, int column, string pointer) : SourceNode(file, line, column, pointer)
{
    private readonly List<SourceProperty> properties = [];

    public IReadOnlyList<SourceProperty> Properties => properties;

    public override string Kind => "an object";

    public override string Found => "an object";

    public SourceNode? this[string name] => properties.Find(property => property.Name == name)?.Value;

    public SourceProperty? Property(string name) => properties.Find(property => property.Name == name);

    internal void Add(SourceProperty property) => properties.Add(property);
}

/// <param name="Line">Where the name stands, 1-based; the value may stand further down.</param>
internal sealed record SourceProperty(string Name, SourceNode Value, int Line, int Column)
{
    public Mistake Mistake(string text) => new(Value.File, Line, Column, Value.Pointer, text);
}

internal sealed class SourceArray(string file, int line, int column, string pointer) : SourceNode(file, line, column, pointer)
{
    private readonly List<SourceNode> items = [];

    public IReadOnlyList<SourceNode> Items => items;

    public override string Kind => "a list";

    public override string Found => "a list";

    internal void Add(SourceNode item) => items.Add(item);

    /// <summary>Puts other texts in the place of those that stand here.</summary>
    internal void ReplaceTexts(Func<SourceText, string> other)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is SourceText text)
            {
                items[i] = new SourceText(text.File, text.Line, text.Column, text.Pointer, other(text));
            }
        }
    }
}

internal sealed class SourceText(string file, int line, int column, string pointer, string value) : SourceNode(file, line, column, pointer)
{
    public string Value => value;

    public override string Kind => "a text";

    public override string Found => $"\"{(value.Length > 60 ? value[..59] + "…" : value)}\"";
}

internal sealed class SourceNumber(string file, int line, int column, string pointer, decimal value) : SourceNode(file, line, column, pointer)
{
    public decimal Value => value;

    public override string Kind => "a number";

    public override string Found => value.ToString(CultureInfo.InvariantCulture);
}

internal sealed class SourceBoolean(string file, int line, int column, string pointer, bool value) : SourceNode(file, line, column, pointer)
{
    public bool Value => value;

    public override string Kind => "true or false";

    public override string Found => value ? "true" : "false";
}

internal sealed class SourceNull(string file, int line, int column, string pointer) : SourceNode(file, line, column, pointer)
{
    public override string Kind => "null";

    public override string Found => "null";
}
