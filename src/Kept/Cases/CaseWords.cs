using Kept.Domain.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Kept.Cases;

/// <summary>Everything a case can be found by, as one text in the form of <see cref="Folded"/>; indexed by the database.</summary>
internal sealed class CaseWords(CaseId caseId, string words)
{
    /// <summary>Of what people write, in characters. An index takes a megabyte at most, and a case with more must still be worked on.</summary>
    private const int MostWritten = 150_000;

    /// <summary>With those who follow it.</summary>
    private const int Most = 250_000;

    public CaseId CaseId { get; private set; } = caseId;

    public string Words { get; private set; } = words;

    /// <summary>As far as there is room.</summary>
    public void Add(string? text) => Add(text, MostWritten);

    private void Add(string? text, int most)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return;
        }

        var left = most - Words.Length;
        Words += string.Concat(Split(text).TakeWhile(word => (left -= word.Length + 1) >= 0).Select(word => " " + word));
    }

    public static CaseWords Of(Case found, string answersInWords)
    {
        var words = new CaseWords(found.Id, found.Reference.Value.ToLowerInvariant());
        words.Add(found.Title);
        words.Add(found.PlaceAddress);
        words.Add(found.PlaceWords);
        words.Add(answersInWords);
        foreach (var follower in found.Followers)
        {
            words.AddFollower(follower);
        }

        return words;
    }

    public void AddFollower(Follower follower)
    {
        Add(follower.Name, Most);
        Add(follower.Mail, Most);
        Add(follower.Phone is null ? null : string.Concat(follower.Phone.Where(char.IsAsciiDigit)), Most);
        Add(follower.Address, Most);
    }

    /// <summary>
    /// The words of a text, folded: letters and digits only, so that both databases see the same words whatever their own
    /// idea of a word is, and nothing in them can be syntax of a query.
    /// </summary>
    public static IEnumerable<string> Split(string text) =>
        string.Concat(Folded(text).Select(character => char.IsLetterOrDigit(character) ? character : ' '))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Lower case without accents (U+FFFE, which no text can hold, is a space), so that "Špoljarić" is found by "spoljaric" on both databases.</summary>
    public static string Folded(string text)
    {
        var plain = text.ToLowerInvariant().Replace('\uFFFE', ' ').Normalize(System.Text.NormalizationForm.FormKD);
        var kept = plain.Where(character =>
            System.Globalization.CharUnicodeInfo.GetUnicodeCategory(character) != System.Globalization.UnicodeCategory.NonSpacingMark);
        return string.Concat(kept).Replace('đ', 'd').Replace('ł', 'l').Replace('ø', 'o')
            .Replace("ß", "ss", StringComparison.Ordinal).Replace("æ", "ae", StringComparison.Ordinal);
    }
}

internal sealed class CaseWordsMapping : IEntityTypeConfiguration<CaseWords>
{
    public void Configure(EntityTypeBuilder<CaseWords> builder)
    {
        builder.ToTable("case_words").HasKey(words => words.CaseId);
        builder.Property(words => words.CaseId).ValueGeneratedNever();
        builder.HasOne<Case>().WithOne().HasForeignKey<CaseWords>(words => words.CaseId);
    }
}
