using System.Security.Cryptography;

namespace Kept.Domain.Cases;

/// <summary>
/// The public name of a case, easy to read aloud and to write down: seven characters and a check character,
/// shown as <c>K7QF-3M9T</c>. Twenty-three characters are used: no vowels (no words by accident) and none that
/// is mistaken for another. As 23 is prime and all weights differ, the check character finds every single wrong
/// character and every pair that changed places.
/// </summary>
public readonly record struct Reference
{
    public const string Alphabet = "23456789CDFHJKMNPQRTWXY";

    /// <summary>Characters without the hyphen.</summary>
    public const int Length = 8;

    private readonly string? value;

    private Reference(string value) => this.value = value;

    /// <summary>Eight characters, without the hyphen: as it is stored.</summary>
    public string Value => value ?? throw new InvalidOperationException("This reference was never set.");

    /// <summary>Makes one from 64 random bits; the same bits give the same reference.</summary>
    public static Reference FromBits(ulong bits)
    {
        Span<char> characters = stackalloc char[Length];
        for (var i = 0; i < Length - 1; i++)
        {
            characters[i] = Alphabet[(int)(bits % (ulong)Alphabet.Length)];
            bits /= (ulong)Alphabet.Length;
        }

        characters[^1] = CheckCharacter(characters[..^1]);
        return new Reference(new string(characters));
    }

    public static Reference NewRandom()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        return FromBits(BitConverter.ToUInt64(bytes));
    }

    /// <summary>
    /// Reads what a person typed or read out: any case, with or without hyphen or spaces. A character that is not in
    /// the alphabet is refused rather than guessed, as a guess could open somebody else's case.
    /// </summary>
    public static bool TryParse(string? text, out Reference reference)
    {
        reference = default;
        if (text is null || text.Length > 40)
        {
            return false;
        }

        Span<char> characters = stackalloc char[Length];
        var count = 0;
        foreach (var typed in text)
        {
            if (char.IsWhiteSpace(typed) || typed is '-' or '\u2010' or '\u2011' or '\u2012' or '\u2013' or '.')
            {
                continue;
            }

            var character = char.ToUpperInvariant(typed);
            if (count == Length || !Alphabet.Contains(character))
            {
                return false;
            }

            characters[count++] = character;
        }

        if (count != Length || CheckCharacter(characters[..^1]) != characters[^1])
        {
            return false;
        }

        reference = new Reference(new string(characters));
        return true;
    }

    /// <exception cref="FormatException">Not a valid reference.</exception>
    public static Reference Parse(string text) =>
        TryParse(text, out var reference) ? reference : throw new FormatException($"'{text}' is not a valid reference.");

    /// <summary>"K7QF-3M9T".</summary>
    public override string ToString() => string.Concat(Value.AsSpan(0, 4), "-", Value.AsSpan(4, 4));

    private static char CheckCharacter(ReadOnlySpan<char> characters)
    {
        var sum = 0;
        for (var i = 0; i < characters.Length; i++)
        {
            sum += (i + 2) * Alphabet.IndexOf(characters[i], StringComparison.Ordinal);
        }

        return Alphabet[(Alphabet.Length - (sum % Alphabet.Length)) % Alphabet.Length];
    }
}
