namespace Kept.Settings;

/// <summary>Why the program cannot begin, in a sentence for whoever runs it: what is there, and what to do.</summary>
/// <param name="sentence">Names the setting, where one is to blame.</param>
/// <param name="exitCode">What the process ends with.</param>
internal sealed class CannotStartException(string sentence, int exitCode = ExitCodes.WrongSettings) : InvalidOperationException(sentence)
{
    public int ExitCode => exitCode;
}

/// <summary>With what the process ends when it could not begin, after sysexits.h.</summary>
internal static class ExitCodes
{
    /// <summary>A command was given something that it does not take.</summary>
    public const int WrongUse = 2;

    /// <summary>An address or a folder is held by another program (EX_UNAVAILABLE).</summary>
    public const int Taken = 69;

    /// <summary>A setting cannot be right (EX_CONFIG).</summary>
    public const int WrongSettings = 78;
}
