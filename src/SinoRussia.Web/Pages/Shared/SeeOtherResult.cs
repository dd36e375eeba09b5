using Microsoft.AspNetCore.Mvc;

namespace SinoRussia.Web.Pages.Shared;

/// <summary>After a form was sent: a page of its own, so that reloading sends nothing twice (RFC 9110 §15.4.4).</summary>
internal sealed class SeeOtherResult(string address) : ActionResult
{
    public override void ExecuteResult(ActionContext context)
    {
        context.HttpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.HttpContext.Response.Headers.Location = address;
    }
}
