using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Kept.Chrome.Fields;

/// <summary>Photos or documents; the form needs <c>enctype="multipart/form-data"</c>.</summary>
[HtmlTargetElement("kept-file", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FileTagHelper : FieldTagHelper
{
    /// <summary>What the browser offers first, such as "image/*,.pdf"; what arrives is judged by its content.</summary>
    public string? Accept { get; set; }

    public bool Multiple { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output) => Write(
        output, "", LabelPart(), HintPart(), ErrorPart(),
        Markup.Input("govuk-file-upload" + (Error is null ? "" : " govuk-file-upload--error"), "file", Id, FieldName, value: null)
            .With("accept", Accept).WithFlag("multiple", Multiple)
            .With("aria-describedby", DescribedBy()).With("aria-invalid", Error is null ? null : "true"));
}
