namespace Liant.Modules.Groups;

/// <summary>What people meet for.</summary>
public enum GroupKind
{
    /// <summary>Groupe de travail: a theme, something to produce together.</summary>
    Working,

    /// <summary>Échange entre pairs: people of the same trade help one another.</summary>
    Peers,

    /// <summary>Parcours d’accompagnement: an adviser of a network and a town or an organisation, with a diagnosis and a plan.</summary>
    Advice,
}
