namespace Kept.Catalogue.Reading;

/// <summary>Something wrong in a file of the catalogue, and what to do about it. Written for whoever edits the files, in English like the log.</summary>
/// <param name="File">Path inside the catalogue's folder, with forward slashes.</param>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based, in characters.</param>
/// <param name="Pointer">RFC 6901, such as <c>/stages/0/target</c>; empty for the whole file.</param>
internal sealed record Mistake(string File, int Line, int Column, string Pointer, string Text)
{
    /// <summary>"services/fly-tipping.json line 41: …".</summary>
    public override string ToString() => $"{File} line {Line}: {Text}";
}
