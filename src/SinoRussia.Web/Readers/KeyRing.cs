using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace SinoRussia.Web.Readers;

/// <summary>Data Protection over one set of keys. It creates no keys by itself, and no key expires for it: if the newest is due to be replaced
/// and cannot be, it stays in use. By default, Data Protection would then not be able to read any cookie.</summary>
internal sealed class KeyRing : IDisposable
{
    private const int LeastSecret = 43; // 32 bytes in base 64; Data Protection makes 64

    private readonly ServiceProvider services;
    private readonly ConcurrentDictionary<string, IDataProtector> protectors = new(StringComparer.Ordinal);
    private readonly Unending keys;

    public KeyRing(IXmlRepository repository)
    {
        keys = new Unending(repository);
        var collection = new ServiceCollection();
        collection.AddDataProtection().SetApplicationName("SinoRussia").DisableAutomaticKeyGeneration();
        collection.Configure<KeyManagementOptions>(options => options.XmlRepository = keys);
        services = collection.BuildServiceProvider();
    }

    /// <summary>The keys that are not revoked. Empty if there are none or they cannot be read.</summary>
    public IReadOnlyList<IKey> Keys
    {
        get
        {
            try
            {
                return [.. Manager.GetAllKeys().Where(key => !key.IsRevoked)];
            }
            catch (Exception unreadable) when (unreadable is not OutOfMemoryException)
            {
                return []; // whatever is in a key file, it must not stop the site
            }
        }
    }

    /// <summary>When the newest key is due to be replaced.</summary>
    public DateTimeOffset? Until => Keys.Select(key => keys.EndOf(key.KeyId)).Max();

    private IKeyManager Manager => services.GetRequiredService<IKeyManager>();

    /// <summary>Whether this is a working key or a revocation.</summary>
    public static bool Understands(XElement element)
    {
        if (element.Name.LocalName == "revocation")
        {
            return true;
        }

        using var alone = new KeyRing(new Single(element));
        return HasSecret(element) && alone.Keys.Any(CanEncrypt);
    }

    /// <param name="purpose">What is encrypted for one purpose cannot be decrypted for another.</param>
    public string? Protect(string words, string purpose)
    {
        try
        {
            return ProtectorFor(purpose).Protect(words);
        }
        catch (CryptographicException)
        {
            return null; // there is no key
        }
    }

    public string? Unprotect(string words, string purpose)
    {
        try
        {
            return ProtectorFor(purpose).Unprotect(words);
        }
        catch (CryptographicException)
        {
            return null; // encrypted with a key that is not here, or changed since
        }
    }

    /// <exception cref="IOException">The key cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">This process may not write the key.</exception>
    public void Make(DateTimeOffset activation, DateTimeOffset expiration) => Manager.CreateNewKey(activation, expiration);

    public void Dispose() => services.Dispose();

    private IDataProtector ProtectorFor(string purpose) => protectors.GetOrAdd(purpose, services.GetRequiredService<IDataProtectionProvider>().CreateProtector);

    // Data Protection would accept an empty secret, and then anyone could forge cookies.
    private static bool HasSecret(XElement key) =>
        key.Descendants("masterKey").ToList() is [var only] && only.Element("value")?.Value.Trim() is { Length: >= LeastSecret } secret && Base64.IsValid(secret);

    private static bool CanEncrypt(IKey key)
    {
        try
        {
            return key.CreateEncryptor() is not null;
        }
        catch (Exception unusable) when (unusable is not OutOfMemoryException)
        {
            return false;
        }
    }

    private sealed class Unending(IXmlRepository repository) : IXmlRepository
    {
        private const string End = "expirationDate";

        private readonly ConcurrentDictionary<Guid, DateTimeOffset> ends = new();

        public DateTimeOffset? EndOf(Guid key) => ends.TryGetValue(key, out var end) ? end : null;

        public IReadOnlyCollection<XElement> GetAllElements() => [.. repository.GetAllElements().Select(WithoutEnd)];

        public void StoreElement(XElement element, string friendlyName) => repository.StoreElement(element, friendlyName);

        private XElement WithoutEnd(XElement element)
        {
            if (element.Element(End) is not { } end || !Guid.TryParse(element.Attribute("id")?.Value, out var id) || !DateTimeOffset.TryParse(end.Value, CultureInfo.InvariantCulture, out var date))
            {
                return element;
            }

            ends[id] = date;
            var copy = new XElement(element);
            copy.Element(End)!.Value = "9999-12-31T00:00:00Z"; // not null: checked above
            return copy;
        }
    }

    private sealed class Single(XElement element) : IXmlRepository
    {
        public IReadOnlyCollection<XElement> GetAllElements() => [element];

        public void StoreElement(XElement element, string friendlyName) => throw new NotSupportedException();
    }
}
