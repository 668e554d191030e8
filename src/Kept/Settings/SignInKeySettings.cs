namespace Kept.Settings;

/// <summary>What the keys that protect sessions and forms are encrypted with, where they lie in the database.</summary>
internal sealed class SignInKeySettings
{
    /// <summary>Fewer bytes could be guessed.</summary>
    private const int FewestBytes = 32;

    /// <summary>File with a secret of at least 32 bytes as base64, the same on all nodes; empty: the keys are not encrypted.</summary>
    public string SecretFile { get; set; } = "";

    /// <summary>Secrets that are still, or already, read but not written with, while one takes the place of another.</summary>
    public List<string> OtherSecretFiles { get; set; } = [];

    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="FormatException">It is not base64, or too short.</exception>
    public static byte[] Read(string file)
    {
        var secret = Convert.FromBase64String(File.ReadAllText(file).Trim());
        return secret.Length >= FewestBytes ? secret : throw new FormatException($"It holds {secret.Length} bytes.");
    }

    /// <summary>Sentences about files that are not there or hold no secret.</summary>
    public IEnumerable<string> Mistakes()
    {
        var named = OtherSecretFiles.Select(file => (nameof(OtherSecretFiles), file)).Prepend((nameof(SecretFile), SecretFile));
        foreach (var (name, file) in named.Where(one => one.Item2.Length > 0))
        {
            if (MistakeIn(file) is { } mistake)
            {
                yield return $"Kept:SignInKeys:{name} is \"{file}\": {mistake} Make a secret with: openssl rand -base64 32";
            }
        }
    }

    private static string? MistakeIn(string file)
    {
        try
        {
            Read(file);
            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return "the file cannot be read.";
        }
        catch (FormatException)
        {
            return $"the file does not hold {FewestBytes} bytes or more as base64.";
        }
    }
}
