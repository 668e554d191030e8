using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kept.Mail.Outgoing;

/// <summary>
/// The body of a mail as blocks of plain words: one content from which the text part and the HTML part are made. What a
/// resident typed can only be a block's text, never markup.
/// </summary>
internal sealed record Letter(ImmutableArray<LetterBlock> Blocks)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public string ToJson() => JsonSerializer.Serialize(Blocks, Options);

    /// <summary>The same without one-time codes, for everybody but the one it was written to.</summary>
    public Letter WithoutCodes() => new(
        [.. Blocks.Select(block => block is LetterBlock.Heading { Code: not null } heading ? heading.WithoutCode() : block)]);

    public static Letter FromJson(string json) => new(JsonSerializer.Deserialize<ImmutableArray<LetterBlock>>(json, Options));
}

[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Heading), "heading")]
[JsonDerivedType(typeof(Paragraph), "paragraph")]
[JsonDerivedType(typeof(Promised), "promised")]
[JsonDerivedType(typeof(Listed), "list")]
[JsonDerivedType(typeof(Pairs), "pairs")]
[JsonDerivedType(typeof(Quoted), "quote")]
[JsonDerivedType(typeof(Button), "button")]
internal abstract record LetterBlock
{
    /// <param name="Code">A part of the text that opens something: only the reader of the mail may see it.</param>
    public sealed record Heading(string Text, string? Code = null) : LetterBlock
    {
        private const char Hidden = '•';

        public Heading WithoutCode() => Code is null
            ? this
            : new Heading(Text.Replace(Code, string.Concat(Code.Select(sign => char.IsWhiteSpace(sign) ? sign : Hidden)), StringComparison.Ordinal));
    }

    public sealed record Paragraph(string Text) : LetterBlock;

    /// <summary>A promise, set apart so that the eye finds it first.</summary>
    public sealed record Promised(string Text) : LetterBlock;

    public sealed record Listed(ImmutableArray<string> Items) : LetterBlock;

    /// <summary>What was recorded: label and value.</summary>
    public sealed record Pairs(ImmutableArray<Pair> Items) : LetterBlock;

    /// <summary>Words of a person.</summary>
    public sealed record Quoted(string Text) : LetterBlock;

    /// <summary>One thing to do, as a link to a page of ours.</summary>
    public sealed record Button(string Text, string Address) : LetterBlock;
}

internal sealed record Pair(string Label, string Value);
