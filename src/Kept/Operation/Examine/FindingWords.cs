using Kept.Texts;

namespace Kept.Operation.Examine;

/// <summary>What a finding means and what to do, as people read it.</summary>
internal static class FindingWords
{
    private const string CouldNotLook = "failed";

    public static string Sentence(Finding finding, Words words) => words[
        finding.Text == CouldNotLook ? "doctor.failed" : $"doctor.{finding.Check}.{finding.Text}",
        [.. finding.Values.Select(value => (value.Name, (object?)value.Value))]];
}
