using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Kept.Domain.Catalogue;
using Kept.Domain.Catalogue.Answers;

namespace Kept.Reports.AnswerQuestion;

/// <summary>
/// A short mark of a stored answer, which the page sends back: with it we see that the answer was changed in another
/// window since, and do not refuse a change of another answer.
/// </summary>
internal static class AnswerMark
{
    public const string None = "none";

    public static string Of(Service service, string question, AnswerValue? answer)
    {
        if (answer is null)
        {
            return None;
        }

        var json = AnswerJson.Write(service, ImmutableDictionary<string, AnswerValue>.Empty.Add(question, answer)).ToJsonString();
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)))[..16];
    }
}
