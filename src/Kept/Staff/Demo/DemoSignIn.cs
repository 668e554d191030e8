using System.Security.Cryptography;
using Kept.Settings;
using Kept.Storage;
using Microsoft.Extensions.Options;

namespace Kept.Staff.Demo;

/// <summary>The demo password of this installation, in a file that only its owner may read, so that every start can print it.</summary>
internal sealed class DemoSignIn(IOptions<KeptSettings> settings)
{
    public const string FileName = "demo-sign-in.txt";

    private const string Consonants = "bdfgklmnprstvz";
    private const string Vowels = "aeiou";

    private string File => Path.Combine(settings.Value.FullDataFolder, FileName);

    /// <summary>Twelve syllables that can be read aloud, about 73 bits.</summary>
    public static string NewPassword() =>
        string.Join('-', Enumerable.Range(0, 4).Select(_ => string.Concat(Enumerable.Range(0, 3).Select(_ => Syllable()))));

    public Task WriteAsync(string password, CancellationToken cancellationToken) => PrivateFile.WriteAsync(File, password, cancellationToken);

    /// <summary>Null where this is no demo installation.</summary>
    public Task<string?> ReadAsync(CancellationToken cancellationToken) => PrivateFile.ReadAsync(File, cancellationToken);

    private static string Syllable() =>
        $"{Consonants[RandomNumberGenerator.GetInt32(Consonants.Length)]}{Vowels[RandomNumberGenerator.GetInt32(Vowels.Length)]}";
}
