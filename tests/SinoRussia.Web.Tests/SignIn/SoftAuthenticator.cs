using System.Buffers.Binary;
using System.Buffers.Text;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace SinoRussia.Web.Tests.SignIn;

/// <summary>A browser and its authenticator with one passkey, in software: answers what a site asks, or says something else where a test wants that.</summary>
internal sealed class SoftAuthenticator : IDisposable
{
    public const byte Present = 0x01;
    public const byte Verified = 0x04;
    public const byte BackupEligible = 0x08;
    public const byte BackedUp = 0x10;
    private const byte HasCredential = 0x40;

    private readonly ECDsa key;

    public SoftAuthenticator(ECCurve? curve = null, int algorithm = -7) => (key, Algorithm) = (ECDsa.Create(curve ?? ECCurve.NamedCurves.nistP256), algorithm);

    public byte[] CredentialId { get; init; } = RandomNumberGenerator.GetBytes(32);

    public string Origin { get; set; } = "http://localhost";

    public string? TopOrigin { get; set; }

    public bool? IsCrossOrigin { get; set; }

    public string Domain { get; set; } = "localhost";

    public byte Flags { get; set; } = Present | Verified;

    /// <summary>How often it has signed.</summary>
    public uint Count { get; set; }

    /// <summary>By how much the counter grows with each signature; zero for one that does not count.</summary>
    public uint Step { get; set; } = 1;

    /// <summary>The user handle of the last registration, in base 64 for URLs.</summary>
    public string? UserHandle { get; set; }

    public string? Type { get; set; }

    public int Algorithm { get; }

    /// <summary>The answer to the options of a registration.</summary>
    public JsonObject Make(JsonNode options)
    {
        UserHandle = (string)options["user"]!["id"]!;
        var client = ClientData(Type ?? "webauthn.create", options);
        var object_ = new CborWriter(CborConformanceMode.Ctap2Canonical);
        object_.WriteStartMap(3);
        object_.WriteTextString("fmt");
        object_.WriteTextString("none");
        object_.WriteTextString("attStmt");
        object_.WriteStartMap(0);
        object_.WriteEndMap();
        object_.WriteTextString("authData");
        object_.WriteByteString([.. Data((byte)(Flags | HasCredential)), .. Credential()]);
        object_.WriteEndMap();
        return Answer(new JsonObject
        {
            ["clientDataJSON"] = Base64Url.EncodeToString(client),
            ["attestationObject"] = Base64Url.EncodeToString(object_.Encode()),
            ["transports"] = new JsonArray("internal"),
        });
    }

    /// <summary>The answer to the options of a sign-in.</summary>
    public JsonObject Sign(JsonNode options)
    {
        Count += Step;
        var client = ClientData(Type ?? "webauthn.get", options);
        var data = Data(Flags);
        return Answer(new JsonObject
        {
            ["clientDataJSON"] = Base64Url.EncodeToString(client),
            ["authenticatorData"] = Base64Url.EncodeToString(data),
            ["signature"] = Base64Url.EncodeToString(key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)),
            ["userHandle"] = UserHandle,
        });
    }

    public void Dispose() => key.Dispose();

    private JsonObject Answer(JsonObject response) => new()
    {
        ["id"] = Base64Url.EncodeToString(CredentialId),
        ["rawId"] = Base64Url.EncodeToString(CredentialId),
        ["type"] = "public-key",
        ["authenticatorAttachment"] = "platform",
        ["clientExtensionResults"] = new JsonObject(),
        ["response"] = response,
    };

    private byte[] ClientData(string type, JsonNode options)
    {
        var data = new JsonObject { ["type"] = type, ["challenge"] = (string)options["challenge"]!, ["origin"] = Origin };
        if (IsCrossOrigin is { } crossOrigin)
        {
            data["crossOrigin"] = crossOrigin;
        }

        if (TopOrigin is { } top)
        {
            data["topOrigin"] = top;
        }

        return Encoding.UTF8.GetBytes(data.ToJsonString());
    }

    private byte[] Data(byte flags)
    {
        var count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, Count);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(Domain)), flags, .. count];
    }

    // The make of the authenticator (none), the id with its length, and the public key in COSE format.
    private byte[] Credential()
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var cose = new CborWriter(CborConformanceMode.Ctap2Canonical);
        cose.WriteStartMap(5);
        foreach (var (label, value) in new[] { (1, 2), (3, Algorithm), (-1, point.X!.Length == 32 ? 1 : 2) })
        {
            cose.WriteInt32(label);
            cose.WriteInt32(value);
        }

        cose.WriteInt32(-2);
        cose.WriteByteString(point.X);
        cose.WriteInt32(-3);
        cose.WriteByteString(point.Y!);
        cose.WriteEndMap();
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)CredentialId.Length);
        return [.. new byte[16], .. length, .. CredentialId, .. cose.Encode()];
    }
}
