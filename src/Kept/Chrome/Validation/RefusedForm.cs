using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kept.Chrome.Validation;

/// <summary>A form that is shown again because something in it is wrong is answered with 422, for programs and for the log.</summary>
internal sealed class RefusedForm : IResultFilter
{
    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is PageResult && !context.ModelState.IsValid
            && HttpMethods.IsPost(context.HttpContext.Request.Method) && context.HttpContext.Response.StatusCode == StatusCodes.Status200OK)
        {
            context.HttpContext.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        }
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
        // Nothing is left to say.
    }
}
