namespace Kept.Testing;

/// <summary>Temporary folders that are gone when the test run is.</summary>
internal static class TestFolder
{
    private static int count;

    public static string OfThisRun { get; } = Make();

    public static string New(string purpose)
    {
        var folder = Path.Combine(OfThisRun, $"{purpose}-{Interlocked.Increment(ref count)}");
        return Directory.CreateDirectory(folder).FullName;
    }

    /// <summary>A folder under <c>artifacts</c> of the project, for what people look at after the run.</summary>
    public static string Artifacts(string kind)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Kept.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("These tests run inside the project's folder.");
        }

        return Directory.CreateDirectory(Path.Combine(folder.FullName, "artifacts", kind)).FullName;
    }

    private static string Make()
    {
        var folder = Directory.CreateTempSubdirectory("kept-test-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException)
            {
                // A file still being written stays behind in the temporary folder.
            }
        };
        return folder;
    }
}
