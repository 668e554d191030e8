namespace Kept.Api;

/// <param name="TextKey">Text that says what to do.</param>
internal readonly record struct FieldProblem(string Field, string TextKey);

/// <summary>A body with fields that can be wrong in themselves.</summary>
internal interface IChecksItself
{
    IEnumerable<FieldProblem> Problems();
}
