using Kept.Domain.Cases;
using Kept.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Kept.Files.ServeFile;

/// <summary>
/// Hands out a stored file to whoever has its link. The answer is the same whether the file is unknown or the secret is wrong.
/// Nothing that is served here can run: the type is ours, browsers are told not to guess another, and a sandbox without any
/// rights surrounds even what they show.
/// </summary>
internal static partial class ServeFile
{
    public static IEndpointConventionBuilder MapServeFile(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/files/{id:long}/{secret}", [HttpMethods.Get, HttpMethods.Head], AnswerAsync);

    private static async Task<Results<FileStreamHttpResult, NotFound>> AnswerAsync(
        long id, string secret, KeptDb db, FileStore store, HttpContext context, ILogger<StoredFile> log, CancellationToken cancellationToken)
    {
        var file = await db.Set<StoredFile>().AsNoTracking().SingleOrDefaultAsync(file => file.Id == id, cancellationToken);
        if (file is null || !Secret.TryParse(secret, out var given) || given != file.Secret)
        {
            return TypedResults.NotFound();
        }
        if (store.Open(file.Id) is not { } content)
        {
            LogLost(log, file.Id);
            return TypedResults.NotFound();
        }
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox; frame-ancestors 'none'";
        headers.CacheControl = "private, no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["X-Robots-Tag"] = "noindex";
        headers[HeaderNames.ContentDisposition] = FileName.Known(file.Name).ToContentDisposition(file.Kind.IsShownInPage);
        return TypedResults.Stream(content, file.MediaType);
    }

    [LoggerMessage(LogLevel.Error, "The file {Id} has a row, but its bytes are not in the file folder. Restore them from a backup.")]
    private static partial void LogLost(ILogger log, long id);
}
