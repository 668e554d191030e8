using Kept.Domain.Cases;

namespace Kept.Reports.ReportSent;

internal static class ReportSentAddress
{
    /// <summary>The page that confirms a report; whoever has it sees what was recorded.</summary>
    public static string Of(Case received) => $"/report/sent/{received.Reference.Value}/{received.Secret.Text}";
}
