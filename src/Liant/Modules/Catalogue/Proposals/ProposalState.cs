namespace Liant.Modules.Catalogue.Proposals;

/// <summary>Where a proposal stands.</summary>
public enum ProposalState
{
    Waiting,

    /// <summary>Its author was asked something.</summary>
    Asked,

    Published,

    Refused,

    /// <summary>Being written by those who contribute to a space, in its name; nobody else sees it.</summary>
    Draft,
}
