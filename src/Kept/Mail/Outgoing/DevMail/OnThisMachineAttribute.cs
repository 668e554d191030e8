using System.Net;
using Kept.Settings;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Options;

namespace Kept.Mail.Outgoing.DevMail;

/// <summary>
/// A page that shows the mails in the folder, and with them links that are secrets. It exists only while no relay is
/// configured, on an address nobody but this machine can use, and for visitors from this machine.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OnThisMachineAttribute : Attribute, IResourceFilter
{
    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        var services = context.HttpContext.RequestServices;
        if (!services.GetRequiredService<IOptions<MailSettings>>().Value.ToFolder
            || !new Uri(services.GetRequiredService<IOptions<KeptSettings>>().Value.PublicAddress).IsLoopback
            || context.HttpContext.Connection.RemoteIpAddress is not { } visitor || !IPAddress.IsLoopback(visitor))
        {
            context.Result = new NotFoundResult();
        }
    }

    public void OnResourceExecuted(ResourceExecutedContext context)
    {
    }
}
