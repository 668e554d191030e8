using Kept.Domain.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Kept.Cases;

/// <summary>Everything a case can be found by, as one text in the form of <see cref="Folded"/>; indexed by the database.</summary>
internal sealed class CaseWords(CaseId caseId, string words)
{
    public CaseId CaseId { get; private set; } = caseId;

    public string Words { get; private set; } = words;

    public void Add(string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            Words += " " + Folded(text);
        }
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
        Add(follower.Name);
        Add(follower.Mail);
        Add(follower.Phone is null ? null : string.Concat(follower.Phone.Where(char.IsAsciiDigit)));
        Add(follower.Address);
    }

    /// <summary>Lower case without accents, so that "Špoljarić" is found by "spoljaric" on both databases.</summary>
    public static string Folded(string text)
    {
        var plain = text.ToLowerInvariant().Normalize(System.Text.NormalizationForm.FormD);
        var kept = plain.Where(character =>
            System.Globalization.CharUnicodeInfo.GetUnicodeCategory(character) != System.Globalization.UnicodeCategory.NonSpacingMark);
        return string.Concat(kept).Replace('đ', 'd').Replace("ß", "ss", StringComparison.Ordinal);
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
