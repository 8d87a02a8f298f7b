using System.Text.Json;
using Liant.Modules.Catalogue.Entry;
using Liant.Modules.Territories.Contract;
using Liant.Platform.Errors;

namespace Liant.Modules.Catalogue.Proposals;

/// <summary>From what a visitor said to the form that an editor completes. Her words go in as they are: the form's own checks tell the editor what is missing.</summary>
internal static class ProposedForm
{
    /// <summary>What the sheet's form would refuse of a correction; said to its author, who knows what is true, rather than to the editor.</summary>
    public static IEnumerable<string> Refusals(string field, string value, Geography geography)
    {
        var (form, unread) = (new SheetForm(), new FieldErrors());
        typeof(SheetForm).GetProperty(field)!.SetValue(form, value);
        var broken = SheetRules.Check(form.ToContent(geography, unread), geography.Gazetteer);
        var name = JsonNamingPolicy.CamelCase.ConvertName(field);
        return new[] { unread.Of(name), broken.Of(name) }.OfType<string>();
    }

    public static void Fill(SheetForm form, Proposal proposal)
    {
        var said = proposal.Said;
        if (said.Field is { } field)
        {
            typeof(SheetForm).GetProperty(field)!.SetValue(form, said.Value);
        }
        else
        {
            (form.Title, form.Summary, form.Commune, form.Address, form.StartedIn) = (said.Title, said.Summary, said.Commune, said.Address, said.StartedIn);
            form.Themes = [.. said.Themes];
            if (said.Url is { } url)
            {
                form.Links.Add(new SheetForm.LinkRow { Label = "Site", Url = url });
            }
        }

        var isAddress = Uri.TryCreate(said.Source, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https");
        form.Sources.Add(new SheetForm.SourceRow { Title = said.Source, Url = isAddress ? said.Source : null });
    }
}
