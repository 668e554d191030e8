using Kept.Files;
using Shouldly;
using Xunit;

namespace Kept.Tests.Files;

/// <summary>Whatever happens to a file on its way, looking at it ends, and ends in an answer.</summary>
public sealed class BrokenFileTests
{
    private const int Tries = 400;

    private static readonly FileInspector Inspector = new(FileLimits.Default);

    public static TheoryData<string> All => [.. Sample.Pictures, .. Sample.Documents];

    [Theory]
    [MemberData(nameof(All))]
    public void Cut_anywhere_it_is_refused_or_a_whole_file(string name)
    {
        var file = Sample.Bytes(name);
        for (var length = 0; length < file.Length; length += 1 + (file.Length / Tries))
        {
            MustAnswer(file.AsMemory(0, length));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void With_flipped_bits_it_is_refused_or_clean(string name)
    {
        var random = new Random(20260302);
        for (var i = 0; i < Tries; i++)
        {
            var file = Sample.Bytes(name);
            for (var flips = random.Next(1, 12); flips > 0; flips--)
            {
                // Half of the flips go to the front, where the structure is.
                var at = random.Next(random.Next(2) == 0 ? Math.Min(file.Length, 1200) : file.Length);
                file[at] ^= (byte)(1 << random.Next(8));
            }
            MustAnswer(file);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void With_a_stretch_doubled_lost_or_overwritten_it_is_refused_or_clean(string name)
    {
        var random = new Random(1640);
        var file = Sample.Bytes(name);
        for (var i = 0; i < Tries; i++)
        {
            var from = random.Next(file.Length);
            var to = Math.Min(file.Length, from + random.Next(1, 64));
            byte[] noise = new byte[random.Next(3) == 0 ? 0 : to - from];
            random.NextBytes(noise);
            MustAnswer((byte[])[.. file[..from], .. noise, .. file[(random.Next(3) == 0 ? from : to)..]]);
        }
    }

    private static void MustAnswer(ReadOnlyMemory<byte> file)
    {
        if (Inspector.Inspect(file) is FileInspection.Accepted accepted)
        {
            var again = Inspector.Inspect(accepted.Content).ShouldBeOfType<FileInspection.Accepted>();
            again.Kind.ShouldBe(accepted.Kind);
            again.Content.Span.SequenceEqual(accepted.Content.Span).ShouldBeTrue("what is clean stays as it is");
        }
    }
}
