using Liant.Platform.Errors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Liant.Modules.Groups;

/// <summary>What is typed of a group.</summary>
public sealed class GroupForm
{
    [BindProperty(Name = "nom")]
    public string? Name { get; set; }

    [BindProperty(Name = "objet")]
    public string? Purpose { get; set; }

    [BindProperty(Name = "genre")]
    public string? Kind { get; set; }

    [BindProperty(Name = "ouvert")]
    public bool IsOpen { get; set; }

    public static GroupForm Of(Group group) => new() { Name = group.Name, Purpose = group.Purpose, Kind = group.Kind.ToString(), IsOpen = group.IsOpen };

    public GroupDescription? Read(FieldErrors errors, IStringLocalizer texts)
    {
        var name = string.Join(' ', (Name ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var purpose = Purpose?.Trim().ReplaceLineEndings("\n") ?? "";
        if (name.Length is 0 or > Group.LongestName)
        {
            errors.Add("nom", texts[name.Length == 0 ? "Missing" : "TooLong", Group.LongestName]);
        }

        if (purpose.Length > Group.LongestPurpose)
        {
            errors.Add("objet", texts["TooLong", Group.LongestPurpose]);
        }

        // A form that was not sent whole is not filled in for her.
        if (Kind is not (nameof(GroupKind.Working) or nameof(GroupKind.Peers) or nameof(GroupKind.Advice)))
        {
            errors.Add("genre", texts["Group.KindMissing"]);
        }

        return errors.Any ? null : new GroupDescription(Enum.Parse<GroupKind>(Kind!), name, purpose, IsOpen);
    }
}

/// <summary>For _GroupFields.cshtml.</summary>
/// <param name="IsPathway">Its kind and its readers are settled.</param>
public sealed record GroupFields(GroupForm Form, FieldErrors Errors, bool IsPathway = false);
