namespace Kept.Domain.Tests.Calendars;

/// <summary>The files that lie beside the tests.</summary>
internal static class TestFile
{
    public static string Read(string name)
    {
        using var stream = typeof(TestFile).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded in the tests.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
