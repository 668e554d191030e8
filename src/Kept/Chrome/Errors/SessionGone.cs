using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Kept.Chrome.Errors;

/// <summary>Notes that a form was refused because its antiforgery token is not (any longer) good.</summary>
internal sealed class SessionGone : IAlwaysRunResultFilter
{
    private static readonly object Flag = new();

    public static bool Was(HttpContext context) => context.Items.ContainsKey(Flag);

    /// <summary>A form that is too big or cannot be read is refused in the same way, because its token could not be found.</summary>
    /// <returns>The status, and whether it is really the token that is gone.</returns>
    public static async Task<(int Status, bool IsGone)> StatusAsync(HttpContext context)
    {
        try
        {
            await context.Request.ReadFormAsync(context.RequestAborted);
            return (StatusCodes.Status400BadRequest, true);
        }
        catch (BadHttpRequestException problem)
        {
            return (problem.StatusCode, false);
        }
        catch (InvalidDataException)
        {
            return (StatusCodes.Status413PayloadTooLarge, false);
        }
        catch (Exception problem) when (problem is IOException or InvalidOperationException)
        {
            return (StatusCodes.Status400BadRequest, false);
        }
    }

    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is IAntiforgeryValidationFailedResult)
        {
            context.HttpContext.Items[Flag] = true;
        }
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}
