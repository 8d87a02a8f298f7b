using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Liant.Modules.Shared;

/// <summary>&lt;icon name="map-pin" /&gt;: a drawing of the sprite, silent for screen readers: a word always stands beside it.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IconTagHelper : TagHelper
{
    public string Name { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "icon");
        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Content.SetHtmlContent(Drawing(Name));
    }

    internal static string Drawing(string name) => $"<use href=\"/dist/icons.svg#{name}\"></use>";
}
