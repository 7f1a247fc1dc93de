using System.Collections.Concurrent;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;

namespace Hearsay.Capture;

/// <summary>Opens connections, but none into the user's own network to a host that the user did not name.</summary>
/// <remarks>
/// A feed or a redirect may name any address, also that of a router or of a service on this machine. What counts is the
/// address a name leads to when the connection is made. Special ranges: RFC 6890 and the registries it founded.
/// </remarks>
internal sealed class OwnNetwork
{
    private static readonly IPNetwork[] Ranges =
    [
        .. ((ReadOnlySpan<string>)["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4",
            "::/127", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8"]).ToArray().Select(range => IPNetwork.Parse(range)),
    ];

    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    private readonly ConcurrentDictionary<string, bool> named = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Notes that the user named a host: it may be in the own network.</summary>
    public void Name(Uri url) => named[url.IdnHost] = true;

    /// <summary>Whether an address leads to this machine, to its own network, or to no single host.</summary>
    public static bool Contains(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        else if (address.AddressFamily == AddressFamily.InterNetworkV6 && Translated.Contains(address)) address = new IPAddress(address.GetAddressBytes().AsSpan(12));
        return Array.Exists(Ranges, range => range.Contains(address));
    }

    /// <summary>Connects for a request.</summary>
    /// <exception cref="OwnNetworkException">The host is in the own network, and the user did not name it.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        string host = context.DnsEndPoint.Host;
        IPAddress[] addresses = IPAddress.TryParse(host, out IPAddress? literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellation);
        Uri? asked = context.InitialRequestMessage.RequestUri;
        // A proxy, which the user chose, looks names up by itself; only what is written as an address can be judged here.
        if (asked is not null && !asked.IdnHost.Equals(host, StringComparison.OrdinalIgnoreCase)) Check(asked.IdnHost, IPAddress.TryParse(asked.IdnHost, out IPAddress? behind) ? [behind] : asked.IsLoopback ? [IPAddress.Loopback] : []);
        else Check(host, addresses);
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private void Check(string host, IPAddress[] addresses)
    {
        if (!named.ContainsKey(host) && Array.Exists(addresses, Contains)) throw new OwnNetworkException(host);
    }
}

/// <summary>A request that would have gone to a host of the own network that the user did not name.</summary>
/// <param name="host">The host.</param>
internal sealed class OwnNetworkException(string host) : IOException($"{host} is in your own network");
