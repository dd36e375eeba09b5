using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace SinoRussia.Benchmarks;

/// <summary>A page as a server sent it: its compressed bytes and its ETag.</summary>
internal sealed record FetchedPage(byte[] Body, string Tag);

/// <summary>Sends a server the same request again and again over a few persistent connections, at negligible cost.</summary>
internal static class Load
{
    private const int Connections = 16;

    public static FetchedPage Fetch(Uri address, string path)
    {
        using var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Add("Accept-Encoding", "br");
        using var answer = client.GetAsync(new Uri(path, UriKind.Relative)).GetAwaiter().GetResult().EnsureSuccessStatusCode();
        return new FetchedPage(
            answer.Content.ReadAsByteArrayAsync().GetAwaiter().GetResult(),
            answer.Headers.ETag?.ToString() ?? throw new InvalidOperationException($"{address} sends no ETag."));
    }

    /// <param name="knownTag">The ETag that the browser has, or <see langword="null"/>.</param>
    public static byte[] Request(Uri address, string path, string? knownTag) => Encoding.ASCII.GetBytes(
        $"GET {path} HTTP/1.1\r\nHost: {address.Authority}\r\nAccept: text/html\r\nAccept-Encoding: gzip, deflate, br, zstd\r\n"
        + (knownTag is null ? "\r\n" : $"If-None-Match: {knownTag}\r\n\r\n"));

    public static void Run(Uri address, byte[] request, int requests) => Run(address, _ => request, requests);

    /// <param name="request">Returns the request with this number, counted from 0.</param>
    public static void Run(Uri address, Func<int, byte[]> request, int requests) =>
        Task.WaitAll(Enumerable.Range(0, Connections)
            .Select(connection => Task.Run(() => Ask(address, time => request((connection * (requests / Connections)) + time), requests / Connections)))
            .ToArray());

    private static void Ask(Uri address, Func<int, byte[]> request, int times)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(address.Host, address.Port);
        var buffer = new byte[64 * 1024];
        for (var i = 0; i < times; i++)
        {
            socket.Send(request(i));
            TakeAnswer(socket, buffer);
        }
    }

    private static void TakeAnswer(Socket socket, byte[] buffer)
    {
        var (filled, head) = (0, -1);
        while (head < 0)
        {
            filled += Receive(socket, buffer.AsSpan(filled));
            head = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8);
        }

        if (buffer.AsSpan(0, head).IndexOf("Transfer-Encoding: chunked"u8) >= 0)
        {
            while (!buffer.AsSpan(0, filled).EndsWith("0\r\n\r\n"u8))
            {
                buffer.AsSpan(filled - Math.Min(filled, 5), Math.Min(filled, 5)).CopyTo(buffer); // the last chunk can arrive in two pieces
                filled = Math.Min(filled, 5);
                filled += Receive(socket, buffer.AsSpan(filled));
            }

            return;
        }

        var length = LengthIn(buffer.AsSpan(0, head));
        for (var taken = filled - head - 4; taken < length;)
        {
            taken += Receive(socket, buffer);
        }
    }

    private static int LengthIn(ReadOnlySpan<byte> head)
    {
        var text = Encoding.ASCII.GetString(head);
        var status = text.Split(' ', 3)[1];
        if (status is not ("200" or "304"))
        {
            throw new InvalidOperationException($"The server answered {status}.");
        }

        var at = text.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
        return status == "304" || at < 0 ? 0 : int.Parse(text[(at + 16)..].Split('\r')[0], CultureInfo.InvariantCulture);
    }

    private static int Receive(Socket socket, Span<byte> buffer) =>
        socket.Receive(buffer) is > 0 and var received ? received : throw new InvalidOperationException("The server closed the connection.");
}
