namespace Kept.Chrome.Errors;

/// <summary>
/// What a script of an open page asks for by itself: no person reads the answer, so no page is made for it, and above all no cookie,
/// which would spoil the form that somebody fills in meanwhile.
/// </summary>
internal static class PartOfAPage
{
    /// <summary>Browsers say on secure addresses what a request is for (Fetch Metadata); htmx says it everywhere.</summary>
    public static bool Asks(HttpRequest request) =>
        request.Headers.ContainsKey("HX-Request") || request.Headers["Sec-Fetch-Mode"].ToString() is not ("" or "navigate");
}
