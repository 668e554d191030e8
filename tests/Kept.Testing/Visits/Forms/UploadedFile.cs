namespace Kept.Testing.Visits.Forms;

/// <summary>A file on the visitor's own machine.</summary>
internal sealed record UploadedFile(string Name, string MediaType, byte[] Content);
