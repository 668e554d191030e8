using Kept.Domain.Cases;

namespace Kept.Cases;

/// <summary>The page on which a resident follows a case: the secret says who is looking.</summary>
internal static class CaseAddress
{
    public static string Of(Reference reference, Secret secret) => $"/follow/{reference.Value}/{secret.Text}";

    /// <summary>For whoever sent it.</summary>
    public static string Of(Case found) => Of(found.Reference, found.Secret);
}
