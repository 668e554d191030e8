using Kept.Api;
using Kept.Cases;
using Kept.Desk.Api.Views;
using Kept.Desk.CasePage;
using Kept.Domain.Cases;
using Kept.Files;
using Kept.Keys;
using Kept.Storage;
using Kept.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Kept.Desk.Api;

/// <summary>One case as its page shows it, and its files.</summary>
internal static class CaseApi
{
    public static void MapCase(this IEndpointRouteBuilder cases)
    {
        cases.MapGet("/{reference}", ShowAsync)
            .NeedsKey(KeyRights.ReadCases, WithoutKey.WithToken)
            .Produces<CaseAsSeen>().Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status404NotFound)
            .WithExamples(
                new ApiNamedExample("withKey", "With a key: everything that the page of the desk shows.", Examples.Whole),
                new ApiNamedExample("withToken", "With the token of a trackUrl: what the resident sees.", Examples.Public))
            .WithParameters(
                new ApiParameter("token", "In place of a key: the token of a trackUrl, for what the resident sees of the case."),
                new ApiParameter("If-None-Match", "The entity tag of an earlier answer. While it would be the same, the answer is 304 without a body.", "\"7.9c1f02ab\"", IsHeader: true))
            .WithName("GetCase").WithSummary("One case with everything that its page shows.")
            .WithDescription("The entity tag of the answer begins with the version of the case; send it as If-Match with changes, and as If-None-Match to ask whether anything is new. With the token of a trackUrl in place of a key, the answer is what the resident sees, without an entity tag.");

        cases.MapGet("/{reference}/files/{file}", FileAsync)
            .NeedsKey(KeyRights.ReadCases)
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream").WithProblem(StatusCodes.Status404NotFound, "no-file")
            .WithName("GetFile").WithSummary("The bytes of a file of this case.");
    }

    /// <summary>A wrong reference and a wrong token are answered alike.</summary>
    private static async Task<IResult> ShowAsync(
        string reference, string? token, HttpContext context, CurrentKey current, ReadCase read, PublicCases publicCases, Words words,
        CancellationToken cancellationToken)
    {
        if (current.Holder is null)
        {
            return Reference.TryParse(reference, out var shown) && Secret.TryParse(token, out var secret)
                && await publicCases.FindAsync(shown, secret, words, cancellationToken) is { } found
                    ? TypedResults.Ok(found)
                    : ApiProblem.Of(StatusCodes.Status404NotFound, "no-case", words);
        }

        if (!Reference.TryParse(reference, out var known) || await read.HandleAsync(known, current.Required.Staff!, cancellationToken) is not { } screen)
        {
            return ApiProblem.Of(StatusCodes.Status404NotFound, "no-such-case", words);
        }

        var body = ApiJson.Write(CaseWhole.Of(screen, words));
        var tag = VersionTag.Of(screen.About.Version, body);
        context.Response.Headers[HeaderNames.ETag] = tag;
        return VersionTag.IsKnown(context.Request, tag) ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Text(body, "application/json");
    }

    /// <summary>Only a file of this very case; always as an attachment, so that nothing in it runs where it is opened.</summary>
    private static async Task<IResult> FileAsync(
        string reference, string file, HttpResponse response, KeptDb db, FileStore store, Words words, CancellationToken cancellationToken)
    {
        var id = ApiIds.Parse(file);
        var stored = !Reference.TryParse(reference, out var known) ? null : await db.Set<StoredFile>().AsNoTracking()
            .Where(candidate => candidate.Id == id && db.Cases.Any(about => about.Reference == known && about.Id == candidate.CaseId))
            .SingleOrDefaultAsync(cancellationToken);
        if (stored is null || store.Open(stored.Id) is not { } content)
        {
            return ApiProblem.Of(StatusCodes.Status404NotFound, "no-file", words);
        }

        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "private, no-store";
        response.Headers.ContentDisposition = FileName.Known(stored.Name).ToContentDisposition(false);
        return TypedResults.Stream(content, stored.MediaType);
    }
}
