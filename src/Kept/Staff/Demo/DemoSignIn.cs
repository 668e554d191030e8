using System.Security.Cryptography;
using Kept.Settings;
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

    public async Task WriteAsync(string password, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            // The mode holds for a new file only.
            System.IO.File.Delete(File);
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var writer = new StreamWriter(File, options);
        await writer.WriteLineAsync(password.AsMemory(), cancellationToken);
    }

    /// <summary>Null where this is no demo installation.</summary>
    public async Task<string?> ReadAsync(CancellationToken cancellationToken) =>
        System.IO.File.Exists(File) ? (await System.IO.File.ReadAllTextAsync(File, cancellationToken)).Trim() : null;

    private static string Syllable() =>
        $"{Consonants[RandomNumberGenerator.GetInt32(Consonants.Length)]}{Vowels[RandomNumberGenerator.GetInt32(Vowels.Length)]}";
}
