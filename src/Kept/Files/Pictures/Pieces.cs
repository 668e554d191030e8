namespace Kept.Files.Pictures;

/// <summary>Collects the parts of the upload that stay, so that they are copied once and only at the end.</summary>
internal sealed class Pieces
{
    private readonly List<ReadOnlyMemory<byte>> pieces = [];

    public int Length { get; private set; }

    public void Add(ReadOnlyMemory<byte> piece)
    {
        pieces.Add(piece);
        Length += piece.Length;
    }

    public void Add(Pieces others)
    {
        pieces.AddRange(others.pieces);
        Length += others.Length;
    }

    public byte[] ToArray()
    {
        var joined = new byte[Length];
        var at = 0;
        foreach (var piece in pieces)
        {
            piece.Span.CopyTo(joined.AsSpan(at));
            at += piece.Length;
        }
        return joined;
    }
}
