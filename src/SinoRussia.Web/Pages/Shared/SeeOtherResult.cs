using Microsoft.AspNetCore.Mvc;

namespace SinoRussia.Web.Pages.Shared;

/// <summary>Redirects to a page after a form was sent, so that reloading does not send the form again (RFC 9110 §15.4.4).</summary>
internal sealed class SeeOtherResult(string address) : ActionResult
{
    public override void ExecuteResult(ActionContext context)
    {
        context.HttpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.HttpContext.Response.Headers.Location = address;
    }
}
