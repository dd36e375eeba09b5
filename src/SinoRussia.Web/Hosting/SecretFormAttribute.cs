namespace SinoRussia.Web.Hosting;

/// <summary>For a page whose forms contain secrets: if one cannot be accepted, the error page does not show it again.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SecretFormAttribute : Attribute;
