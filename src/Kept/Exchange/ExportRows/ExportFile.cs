using Kept.Staff;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Kept.Exchange.ExportRows;

/// <summary>An export as the answer to a request, line by line as it is read.</summary>
internal sealed class ExportFile(ExportInput input, StaffIdentity by, ExportRows export) : IActionResult, IResult
{
    public Task ExecuteResultAsync(ActionContext context) => ExecuteAsync(context.HttpContext);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/csv; charset=utf-8; header=present";
        response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = $"{input.Kind.ToString().ToLowerInvariant()}.csv" }.ToString();
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
        await export.HandleAsync(by, input, response.Body, null, httpContext.RequestAborted);
    }
}
