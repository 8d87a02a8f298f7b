namespace Liant.Modules.Catalogue.Proposals;

/// <summary>Where a proposal stands.</summary>
public enum ProposalState
{
    Waiting,

    /// <summary>Its author was asked something.</summary>
    Asked,

    Published,

    Refused,
}
