namespace Kept.Settings;

/// <summary>What a node of an installation does (<c>Kept:Role</c>).</summary>
internal static class NodeRoles
{
    /// <summary>Serves pages and does the work behind them: the usual, and the only one with SQLite.</summary>
    public const string Both = "both";

    /// <summary>Serves pages and the interfaces; others do the work.</summary>
    public const string Web = "web";

    /// <summary>Sends mail, watches promises and does whatever else is due; serves nobody.</summary>
    public const string Worker = "worker";

    /// <summary>Sentences about roles that do not fit the rest.</summary>
    public static IEnumerable<string> Mistakes(KeptSettings settings)
    {
        if (settings.Role is not (Both or Web or Worker))
        {
            yield return $"Kept:Role is \"{settings.Role}\". Write \"{Both}\", \"{Web}\" or \"{Worker}\".";
            yield break;
        }

        if (settings.Role == Both)
        {
            yield break;
        }

        if (!settings.Database.IsPostgres)
        {
            yield return $"Kept:Role is \"{settings.Role}\" and Kept:Database:Provider is \"{settings.Database.Provider}\". Several nodes need PostgreSQL.";
        }

        if (settings.FilesFolder.Length == 0)
        {
            yield return $"Kept:Role is \"{settings.Role}\" and Kept:FilesFolder is empty. Name a folder for uploads that all nodes share.";
        }

        if (settings.Role == Web && settings.SignInKeys.SecretFile.Length == 0)
        {
            yield return "Kept:Role is \"web\" and Kept:SignInKeys:SecretFile is empty. Web nodes share a secret; make one with: openssl rand -base64 32";
        }
    }
}
