namespace Liant.Modules.Memberships.Fees;

/// <summary>How an amount came off what is owed.</summary>
public enum PaymentMeans
{
    /// <summary>Also a public accountant's "mandat".</summary>
    Transfer,

    Cheque,

    Card,

    Cash,

    /// <summary>Given up by the network: no money came, and there is no receipt.</summary>
    Waiver,
}
