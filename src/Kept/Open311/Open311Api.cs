using Kept.Chrome.Errors;
using Kept.Files;
using Kept.Files.Upload;
using Kept.Keys;
using Kept.Open311.Formats;
using Kept.Storage;
using Kept.Texts;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Kept.Open311;

/// <summary>
/// GeoReport v2 under /open311/v2. All of it hangs on one address, so that whatever goes wrong is answered in the form
/// and the format of the specification.
/// </summary>
internal static partial class Open311Api
{
    public const string Address = "/open311/v2";

    public static void MapOpen311(this IEndpointRouteBuilder routes) =>
        routes.Map("/open311/{**path}", AnswerAsync).DisableAntiforgery().ExcludeFromDescription();

    private static async Task AnswerAsync(HttpContext context, string? path)
    {
        var (request, words) = (context.Request, context.RequestServices.GetRequiredService<Words>());
        var address = GeoAddress.Of(path, request.Headers.Accept);
        if (HttpMethods.IsOptions(request.Method))
        {
            Preflight(context.Response);
            return;
        }

        GeoAnswer answer;
        try
        {
            answer = address is { Format: not null } known
                ? await DispatchAsync(context, known, words)
                : GeoAnswer.Errors(404, words["open311.problem.noAddress"]);
        }
        catch (Exception problem) when (!context.RequestAborted.IsCancellationRequested)
        {
            answer = Of(context, problem, words);
        }

        await WriteAsync(context, answer, address?.Format ?? GeoFormat.Xml);
    }

    private static async Task<GeoAnswer> DispatchAsync(HttpContext context, GeoAddress address, Words words)
    {
        var (request, cancellation) = (context.Request, context.RequestAborted);
        var reads = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        if (!reads && !HttpMethods.IsPost(request.Method))
        {
            return GeoAnswer.Errors(405, words["open311.problem.method"]);
        }

        if (!reads && context.RequestServices.GetRequiredService<Pressure>().Refuses() is { } why)
        {
            return GeoAnswer.Errors(503, words["open311.problem.ours"]) with { RetryAfter = Pressure.RetryAfter(why) };
        }

        if (!reads && !request.HasFormContentType)
        {
            return GeoAnswer.Errors(400, words["open311.problem.form"]);
        }

        if (await UploadGate.RefusesAsync(request, context.RequestServices.GetRequiredService<FileLimits>()))
        {
            return TooLarge(context, words);
        }

        var fields = reads ? FieldsOf(request.Query) : FieldsOf((await FormOfAsync(request)).Concat(request.Query));
        var settings = context.RequestServices.GetRequiredService<IOptions<Open311Settings>>().Value;
        if (settings.Jurisdiction.Length > 0 && fields.One("jurisdiction_id") is { } jurisdiction && jurisdiction != settings.Jurisdiction)
        {
            return GeoAnswer.Errors(404, words["open311.problem.noJurisdiction"]);
        }

        return reads
            ? await ReadAsync(context, address, fields, words)
            : await SendAsync(context, address, fields, words);
    }

    private static async Task<GeoAnswer> ReadAsync(HttpContext context, GeoAddress address, GeoFields query, Words words)
    {
        var (services, cancellation) = (context.RequestServices, context.RequestAborted);
        if (address is { Resource: "discovery", Id: null })
        {
            return await services.GetRequiredService<Discovery>().ShowAsync(cancellation);
        }

        var admission = await services.GetRequiredService<PartnerGate>().ForReadingAsync(KeyIn(context.Request, query), cancellation);
        Tell(context.Response, admission);
        if (admission is Admission.Refused refused)
        {
            return refused.Answer;
        }

        var partner = ((Admission.Admitted)admission).Partner;
        return address switch
        {
            { Resource: "services", Id: null } => services.GetRequiredService<ShowServices.ShowServices>().List(),
            { Resource: "services", Id: { } code } => services.GetRequiredService<ShowServices.ShowServices>().Definition(code),
            { Resource: "requests", Id: null } => await services.GetRequiredService<FindRequests.FindRequests>().HandleAsync(query, partner, cancellation),
            { Resource: "requests", Id: { } id } => await services.GetRequiredService<FindRequests.FindRequests>().OneAsync(id, query, partner, cancellation),
            { Resource: "tokens", Id: { } token } => await services.GetRequiredService<FindRequests.FindRequests>().TokenAsync(token, partner, cancellation),
            { Resource: "servicerequestupdates", Id: null } => await services.GetRequiredService<FindUpdates.FindUpdates>().HandleAsync(query, partner, cancellation),
            _ => GeoAnswer.Errors(404, words["open311.problem.noAddress"]),
        };
    }

    private static async Task<GeoAnswer> SendAsync(HttpContext context, GeoAddress address, GeoFields form, Words words)
    {
        var (services, cancellation) = (context.RequestServices, context.RequestAborted);
        var right = address switch
        {
            { Resource: "requests", Id: null } => KeyRights.Open311Send,
            { Resource: "servicerequestupdates", Id: null } => KeyRights.Open311Updates,
            _ => KeyRights.None,
        };
        if (right == KeyRights.None)
        {
            return GeoAnswer.Errors(address.Resource is "services" or "discovery" or "tokens" or "requests" ? 405 : 404, words["open311.problem.noAddress"]);
        }

        var admission = await services.GetRequiredService<PartnerGate>().AskAsync(KeyIn(context.Request, form), right, cancellation);
        Tell(context.Response, admission);
        if (admission is not Admission.Admitted { Partner: { } partner })
        {
            return ((Admission.Refused)admission).Answer;
        }

        var uploads = context.Request.Form.Files.Where(file => file.Length > 0).Select(file => file.ToUpload(words)).ToList();
        var key = context.Request.Headers["Idempotency-Key"];
        return right == KeyRights.Open311Send
            ? await services.GetRequiredService<SendRequest.SendRequest>().HandleAsync(new(partner, form, uploads, key.Count > 0 ? key.ToString() : null), cancellation)
            : await services.GetRequiredService<SendUpdate.SendUpdate>().HandleAsync(new(partner, form, uploads), cancellation);
    }

    /// <summary>A form that breaks off or has too many fields is a mistake of the sender's.</summary>
    private static async Task<IFormCollection> FormOfAsync(HttpRequest request)
    {
        try
        {
            return await request.ReadFormAsync(request.HttpContext.RequestAborted);
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException && Trouble.StatusOf(problem) == 500)
        {
            throw new BadHttpRequestException("The form cannot be read.", StatusCodes.Status400BadRequest, problem);
        }
    }

    private static void Tell(HttpResponse response, Admission admission)
    {
        if (admission.Rate is { } rate)
        {
            KeyAnswers.Tell(response, rate);
        }
    }

    /// <summary>As the specification has it, or as other interfaces do.</summary>
    private static string? KeyIn(HttpRequest request, GeoFields fields) =>
        fields.One("api_key") ?? (request.Headers.Authorization.ToString() is { } header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? header["Bearer ".Length..].Trim()
            : null);

    private static GeoFields FieldsOf(IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> fields) =>
        new(fields.SelectMany(field => field.Value.Select(value => (field.Key, value ?? ""))));

    private static GeoAnswer Of(HttpContext context, Exception problem, Words words)
    {
        var status = Trouble.StatusOf(problem);
        if (status >= 500)
        {
            LogFailure(context.RequestServices.GetRequiredService<ILogger<GeoAnswer>>(), problem, status, context.Request.Method);
        }

        if (status == StatusCodes.Status413PayloadTooLarge)
        {
            return TooLarge(context, words);
        }

        var answer = GeoAnswer.Errors(status, words[status >= 500 ? "open311.problem.ours" : "open311.problem.form"]);
        return status == 503 ? answer with { RetryAfter = Trouble.RetryAfter(problem) } : answer;
    }

    private static GeoAnswer TooLarge(HttpContext context, Words words)
    {
        var limits = context.RequestServices.GetRequiredService<FileLimits>();
        return GeoAnswer.Errors(
            StatusCodes.Status413PayloadTooLarge, words["open311.problem.tooLarge", ("megabytes", limits.MaxBytes / 1024 / 1024), ("count", limits.MaxFiles)]);
    }

    private static void Preflight(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status204NoContent;
        response.Headers[HeaderNames.AccessControlAllowOrigin] = "*";
        response.Headers[HeaderNames.AccessControlAllowMethods] = "GET, HEAD, OPTIONS";
        response.Headers[HeaderNames.AccessControlAllowHeaders] = "Accept, Content-Type";
        response.Headers[HeaderNames.AccessControlMaxAge] = "86400";
    }

    private static async Task WriteAsync(HttpContext context, GeoAnswer answer, GeoFormat format)
    {
        var (response, bytes) = (context.Response, GeoWriter.Write(answer, format));
        response.StatusCode = answer.Status;
        response.ContentType = GeoWriter.MediaType(format);
        response.ContentLength = bytes.Length;
        if (answer.RetryAfter is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (!HttpMethods.IsPost(context.Request.Method))
        {
            response.Headers[HeaderNames.AccessControlAllowOrigin] = "*"; // anybody's page may read what is public
        }

        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(bytes, context.RequestAborted);
        }
    }

    [LoggerMessage(LogLevel.Error, "An Open311 request by {Method} was answered with {Status}.")]
    private static partial void LogFailure(ILogger log, Exception problem, int status, string method);
}
