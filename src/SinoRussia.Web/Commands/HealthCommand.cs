using System.CommandLine;
using System.Net.Sockets;
using SinoRussia.Web.Hosting;

namespace SinoRussia.Web.Commands;

/// <summary><c>healthz</c>: asks the running site whether it is ready, for container images without curl.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5); // the health check of the container image waits six

    public static Command Create(Func<IConfiguration> configuration)
    {
        var command = new Command("healthz", "Asks the site that runs on this machine with the same settings whether it is ready.");
        command.SetAction((_, cancellation) => RunAsync(configuration(), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(IConfiguration configuration, CancellationToken cancellation)
    {
        var site = configuration.GetSection(SiteSettings.Section).Get<SiteSettings>() ?? new SiteSettings();
        IReadOnlyList<BindingAddress> addresses;
        try
        {
            addresses = ListeningAddresses.Of(configuration);
        }
        catch (FormatException broken)
        {
            await Console.Error.WriteLineAsync(broken.Message);
            return CommandLine.Refused;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        foreach (var address in addresses)
        {
            if (await AskAsync(address, HostName(configuration, site), site.PathBase, patience.Token) is { } status)
            {
                return status;
            }
        }

        return CommandLine.Refused;
    }

    /// <returns>The exit code, or <see langword="null"/> if nothing answers there.</returns>
    private static async Task<int?> AskAsync(BindingAddress address, string? hostName, string pathBase, CancellationToken cancellation)
    {
        using var handler = new SocketsHttpHandler
        {
            UseProxy = false, // the request goes to this machine
            AllowAutoRedirect = false,
        };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null; // it is for the public name, not for localhost
        if (address.IsUnixPipe)
        {
            handler.ConnectCallback = async (_, token) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(address.UnixPipePath), token);
                return new NetworkStream(socket, ownsSocket: true);
            };
        }

        var where = address.IsUnixPipe ? $"{address.Scheme}://localhost" : $"{address.Scheme}://{ListeningAddresses.HostOf(address)}:{address.Port}";
        using var client = new HttpClient(handler);
        using var question = new HttpRequestMessage(HttpMethod.Get, $"{where}{pathBase}/healthz") { Headers = { Host = hostName } };
        try
        {
            using var answer = await client.SendAsync(question, cancellation);
            var said = $"{address}{pathBase}/healthz: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellation)}";
            await (answer.IsSuccessStatusCode ? Console.Out : Console.Error).WriteLineAsync(said);
            return answer.IsSuccessStatusCode ? CommandLine.Done : CommandLine.Refused;
        }
        catch (Exception silent) when (silent is HttpRequestException or SocketException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"{address}{pathBase}/healthz: {(silent is OperationCanceledException ? $"no answer within {Patience.TotalSeconds} seconds." : silent.Message)}");
            return null;
        }
    }

    // If the site only answers to its own host name, the request must use that.
    private static string? HostName(IConfiguration configuration, SiteSettings site)
    {
        var allowed = (configuration["AllowedHosts"] ?? "*").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return allowed.Length == 0 || allowed.Any(host => host is "*" or "[::]" or "0.0.0.0" or "localhost") ? null
            : Uri.TryCreate(site.Address, UriKind.Absolute, out var own) && allowed.Contains(own.Host, StringComparer.OrdinalIgnoreCase) ? own.Host
            : allowed[0].Replace("*.", "www.", StringComparison.Ordinal);
    }
}
