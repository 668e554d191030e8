using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Kept.Exchange.ImportFile;

/// <summary>Stands for a name of which a million are kept in memory, to find one that comes twice.</summary>
internal static class NameHash
{
    public static UInt128 Of(string name) => BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
}
