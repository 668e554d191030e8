using NodaTime;

namespace Kept.Settings;

/// <summary>The section <c>Kept</c> of appsettings.json; every value is also an environment variable (<c>Kept__DataFolder</c>).</summary>
internal sealed class KeptSettings
{
    public const string Section = "Kept";

    /// <summary>Where the database, uploads and unsent mail live; relative to the working folder.</summary>
    public string DataFolder { get; set; } = "data";

    /// <summary>
    /// The address residents use, for links in mails; never taken from a request. Where none is set, the first address that it
    /// listens at, as on the machine of somebody who tries it.
    /// </summary>
    public string PublicAddress { get; set; } = "";

    /// <summary>"both", "web" or "worker", see <see cref="NodeRoles"/>.</summary>
    public string Role { get; set; } = NodeRoles.Both;

    /// <summary>Where uploads live; empty for "files" in the data folder. With several nodes a folder that they share.</summary>
    public string FilesFolder { get; set; } = "";

    public SignInKeySettings SignInKeys { get; set; } = new();

    public DatabaseSettings Database { get; set; } = new();

    public OrganisationSettings Organisation { get; set; } = new();

    public MapSettings Map { get; set; } = new();

    public GoalSettings Goals { get; set; } = new();

    /// <summary>Addresses of reverse proxies whose forwarded headers are believed; no other is.</summary>
    public List<string> TrustedProxies { get; set; } = [];

    /// <summary>Load the demo council into a database that is new; <c>--empty</c> on the command line says no.</summary>
    public bool Demo { get; set; } = true;

    /// <summary>Folder of service definitions; empty for those shipped beside the program.</summary>
    public string CatalogueFolder { get; set; } = "";

    /// <summary>The folder as a full path.</summary>
    public string FullDataFolder => Path.GetFullPath(DataFolder);

    public string FullFilesFolder => FilesFolder.Length > 0 ? Path.GetFullPath(FilesFolder) : Path.Combine(FullDataFolder, "files");

    /// <summary>Whether this node sends mail, watches promises and so on.</summary>
    public bool DoesWork => Role != NodeRoles.Web;

    public bool ServesPages => Role != NodeRoles.Worker;

    /// <summary>The database with the path of the embedded one filled in.</summary>
    public DatabaseSettings ResolvedDatabase => Database.IsPostgres || Database.ConnectionString.Length > 0
        ? Database
        : new DatabaseSettings { ConnectionString = $"Data Source={Path.Combine(FullDataFolder, "kept.db")}" };

    /// <summary>An address of a page of ours, for mails.</summary>
    public string AddressOf(string path) => PublicAddress.TrimEnd('/') + path;
}

internal sealed class DatabaseSettings
{
    public const string Postgres = "PostgreSQL";
    public const string SqliteName = "SQLite";

    /// <summary>"SQLite" (a file in the data folder) or "PostgreSQL".</summary>
    public string Provider { get; set; } = SqliteName;

    /// <summary>For PostgreSQL: host (or several), database, user and password as Npgsql reads them.</summary>
    public string ConnectionString { get; set; } = "";

    public bool IsPostgres => string.Equals(Provider, Postgres, StringComparison.OrdinalIgnoreCase);

    /// <summary>Sentences about a database that is none, or has no address.</summary>
    public IEnumerable<string> Mistakes()
    {
        if (Provider is not (SqliteName or Postgres))
        {
            yield return $"Kept:Database:Provider is \"{Provider}\". Write \"SQLite\" or \"PostgreSQL\".";
        }
        else if (IsPostgres && ConnectionString.Length == 0)
        {
            yield return "Kept:Database:ConnectionString is empty. PostgreSQL needs one, such as \"Host=db;Database=kept;Username=kept;Password=…\".";
        }
    }
}

internal sealed class OrganisationSettings
{
    /// <summary>The name residents know.</summary>
    public string Name { get; set; } = "Millbrook Council";

    /// <summary>Path of an SVG or PNG file for the page header; empty for the name alone.</summary>
    public string Logo { get; set; } = "";

    /// <summary>Colour of the header, of buttons and links, as #rrggbb; must be readable under white text.</summary>
    public string PrimaryColour { get; set; } = "#1b4f72";

    /// <summary>Colour of highlights, as #rrggbb; must be readable under black text.</summary>
    public string AccentColour { get; set; } = "#f5b041";

    /// <summary>Where the mails say they come from.</summary>
    public string MailFrom { get; set; } = "kept@millbrook.example";

    /// <summary>IANA time zone in which dates and times are shown.</summary>
    public string TimeZone { get; set; } = "Europe/London";

    /// <summary>The telephone number residents may ring instead.</summary>
    public string Phone { get; set; } = "01632 960 123";

    /// <summary>Language of pages for people whose browser asks for none of ours.</summary>
    public string Language { get; set; } = "en";

    /// <summary>What residents read that still is the demo council's, by the names of the settings.</summary>
    public IReadOnlyList<(string Setting, string Value)> OfTheDemo()
    {
        var demo = new OrganisationSettings();
        return
        [
            .. from one in new[] { (nameof(Name), Name, demo.Name), (nameof(MailFrom), MailFrom, demo.MailFrom), (nameof(Phone), Phone, demo.Phone) }
               where one.Item2 == one.Item3
               select ($"Kept:Organisation:{one.Item1}", one.Item2),
        ];
    }

    /// <summary>Sentences about what no page could show.</summary>
    public IEnumerable<string> Mistakes()
    {
        if (string.IsNullOrWhiteSpace(Name))
        {
            yield return "Kept:Organisation:Name is empty. Write the name residents know.";
        }

        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(TimeZone) is null)
        {
            yield return $"Kept:Organisation:TimeZone is \"{TimeZone}\". Write an IANA name such as \"Europe/London\".";
        }
    }
}
