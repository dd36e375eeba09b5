using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor;
using SinoRussia.Web.Hosting;
using SinoRussia.Web.Sharing;

namespace SinoRussia.Web.Pages;

internal static class PagesSetup
{
    public static void AddPages(this IServiceCollection services)
    {
        services.AddScoped<Notes.Showing>();
        services.AddRazorPages(options =>
        {
            options.Conventions.ConfigureFilter(new IgnoreAntiforgeryTokenAttribute()); // SameOrigin guards every unsafe request
            options.Conventions.ConfigureFilter(new UnknownFormFilter());
            options.Conventions.AddPageRoute("/Reading/Read", "/s/{slug}");
            options.Conventions.AddPageRoute("/Reading/Read", "/p/{id}");
            options.Conventions.AddPageRoute("/Reading/Read", "/p/{id}/{words}");
            options.Conventions.AddPageRouteModelConvention("/Supplements/Supplement", page =>
            {
                page.Selectors.Clear(); // the default address
                foreach (var beside in SupplementPage.All)
                {
                    page.Selectors.Add(new SelectorModel { AttributeRouteModel = new AttributeRouteModel { Template = beside.Page.Path } });
                }
            });
            options.Conventions.AddPageRoute("/Notes/StartOver", "/notes/anew"); // its earlier address, which pages kept offline link to
        });
        services.Configure<RazorViewEngineOptions>(options => options.PageViewLocationFormats.Add("/Pages/Notes/{0}.cshtml")); // the essay's page shows notes, too
        services.Configure<MvcOptions>(options => options.ValueProviderFactories.Insert(0, new RouteValueProviderFactory())); // a form field must not replace a value in the address
    }
}
