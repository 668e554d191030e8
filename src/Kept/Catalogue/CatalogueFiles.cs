using System.Collections.Immutable;
using Kept.Catalogue.Reading;
using Kept.Domain.Catalogue;

namespace Kept.Catalogue;

/// <summary>
/// The catalogue as files: <c>council.json</c> and one file for each service in <c>services/</c>. Either all of it is
/// right, or it is refused with every mistake in it.
/// </summary>
internal sealed class CatalogueFiles
{
    public const string CouncilFileName = "council.json";
    public const string ServicesFolder = "services";

    /// <summary>More is not a definition but an accident.</summary>
    private const int MostBytes = 1024 * 1024;

    private readonly SchemaCheck councilSchema;
    private readonly SchemaCheck serviceSchema;

    /// <param name="schemas">The folder with the two schemas.</param>
    public CatalogueFiles(string schemas)
    {
        councilSchema = ReadSchema(schemas, "council.schema.json");
        serviceSchema = ReadSchema(schemas, "service.schema.json");
    }

    /// <summary>The catalogue shipped beside the program; its schemas count for every other folder too.</summary>
    public static string ShippedFolder => Path.Combine(AppContext.BaseDirectory, "catalogue");

    public CatalogueFiles()
        : this(ShippedFolder)
    {
    }

    public CatalogueReading Read(string folder)
    {
        var mistakes = new List<Mistake>();
        var council = ReadCouncil(folder, mistakes);
        var services = ReadServices(folder, council, mistakes);
        if (council is not null)
        {
            CouncilSense.Check(council, [.. NamesOfServices(folder).Select(name => Path.GetFileNameWithoutExtension(name))], mistakes);
        }

        return mistakes.Count > 0 || council is null
            ? new CatalogueReading.Wrong([.. mistakes.OrderBy(mistake => mistake.File, StringComparer.Ordinal).ThenBy(mistake => mistake.Line)])
            : new CatalogueReading.Right(
                new CouncilFile(CouncilReader.Read(council), Definition.Of(council)),
                [.. services.Select(service => new ServiceFile(ServiceReader.Read(service), Definition.Of(service)))]);
    }

    private SourceObject? ReadCouncil(string folder, List<Mistake> mistakes)
    {
        var council = ReadFile(folder, CouncilFileName, mistakes);
        if (council is not null)
        {
            councilSchema.Check(council, mistakes);
        }

        if (council is SourceObject file && mistakes.Count == 0)
        {
            HolidayFiles.TakeIn(file, folder, mistakes);
        }

        return council as SourceObject;
    }

    private List<SourceObject> ReadServices(string folder, SourceObject? council, List<Mistake> mistakes)
    {
        var services = new List<SourceObject>();
        var names = NamesOfServices(folder);
        if (names.Length == 0)
        {
            mistakes.Add(new Mistake($"{ServicesFolder}/", 1, 1, "", "there is no service here; add one file for each service, such as fly-tipping.json"));
        }

        foreach (var name in names)
        {
            if (ReadFile(folder, $"{ServicesFolder}/{name}", mistakes) is not { } file)
            {
                continue;
            }

            serviceSchema.Check(file, mistakes);
            if (file is SourceObject service)
            {
                services.Add(service);
                ServiceSense.Check(service, Path.GetFileNameWithoutExtension(name), council, mistakes);
            }
        }

        return services;
    }

    private static string[] NamesOfServices(string folder)
    {
        var path = Path.Combine(folder, ServicesFolder);
        return Directory.Exists(path)
            ? [.. Directory.EnumerateFiles(path, "*.json").Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)]
            : [];
    }

    private static SourceNode? ReadFile(string folder, string name, List<Mistake> mistakes)
    {
        var path = Path.Combine(folder, name);
        try
        {
            if (new FileInfo(path).Length > MostBytes)
            {
                mistakes.Add(new Mistake(name, 1, 1, "", $"the file is larger than {MostBytes / 1024} KB; is it the right one?"));
                return null;
            }

            return SourceReader.Read(name, File.ReadAllBytes(path), mistakes);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            mistakes.Add(new Mistake(name, 1, 1, "", problem is FileNotFoundException or DirectoryNotFoundException
                ? $"the file is missing; put it into {Path.GetFullPath(folder)}"
                : $"the file cannot be read: {problem.Message}"));
            return null;
        }
    }

    private static SchemaCheck ReadSchema(string folder, string name) =>
        new(Schema.Read(name, File.ReadAllBytes(Path.Combine(folder, name))));
}

/// <summary>What reading the files came to.</summary>
internal abstract record CatalogueReading
{
    private CatalogueReading()
    {
    }

    public sealed record Right(CouncilFile Council, ImmutableArray<ServiceFile> Services) : CatalogueReading;

    /// <summary>By file and line.</summary>
    public sealed record Wrong(ImmutableArray<Mistake> Mistakes) : CatalogueReading;
}

internal sealed record CouncilFile(Council Council, Definition Definition);

internal sealed record ServiceFile(Service Service, Definition Definition);
