using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Liant.Modules.Memberships.Fees;

/// <summary>A line of the ledger of fees: written once, never changed nor deleted. A mistake is corrected by a counter-entry, which leaves both to be read.</summary>
public sealed class FeePayment
{
    public const int LongestNote = 200;

    private FeePayment(Guid id, Guid spaceId, Guid callId, int rank, DateOnly paidOn, long amountCents, PaymentMeans means, string? note, DateTimeOffset recordedAt) =>
        (Id, SpaceId, CallId, Rank, PaidOn, AmountCents, Means, Note, RecordedAt) = (id, spaceId, callId, rank, paidOn, amountCents, means, note, recordedAt);

    public Guid Id { get; private set; }

    public Guid SpaceId { get; private set; }

    public Guid CallId { get; private set; }

    /// <summary>From 1 in the ledger of a call. Unique, so that what two people write at once is written on what both have read.</summary>
    public int Rank { get; private set; }

    public DateOnly PaidOn { get; private set; }

    /// <summary>Below zero in a counter-entry.</summary>
    public long AmountCents { get; private set; }

    public PaymentMeans Means { get; private set; }

    /// <summary>Number of a cheque, reference of a transfer.</summary>
    public string? Note { get; private set; }

    public DateTimeOffset RecordedAt { get; private set; }

    /// <summary>The line that this one takes back.</summary>
    public Guid? ReversesId { get; private set; }

    public int? ReceiptYear { get; private set; }

    /// <summary>From 1 in each year of a network; null where no money came.</summary>
    public int? ReceiptNumber { get; private set; }

    /// <summary>"R2027-004".</summary>
    public string? Receipt => ReceiptNumber is { } number ? $"R{ReceiptYear}-{number:000}" : null;

    public static FeePayment Of(FeeCall call, Guid id, int rank, DateOnly paidOn, long amountCents, PaymentMeans means, string? note, DateTimeOffset now) => new(id, call.SpaceId, call.Id, rank, paidOn, amountCents, means, note, now);

    public FeePayment Reverse(int rank, DateOnly today, DateTimeOffset now) => new(Guid.CreateVersion7(now), SpaceId, CallId, rank, today, -AmountCents, Means, null, now) { ReversesId = Id };

    public FeePayment WithReceipt(int year, int number)
    {
        (ReceiptYear, ReceiptNumber) = (year, number);
        return this;
    }
}

internal sealed class FeePaymentMapping : IEntityTypeConfiguration<FeePayment>
{
    public void Configure(EntityTypeBuilder<FeePayment> builder)
    {
        builder.ToTable("memberships_fee_payments").HasKey(payment => payment.Id);
        builder.Property(payment => payment.Id).ValueGeneratedNever();
        builder.Property(payment => payment.Means).HasConversion<string>().HasMaxLength(20);
        builder.Property(payment => payment.Note).HasMaxLength(FeePayment.LongestNote);
        builder.HasIndex(payment => new { payment.CallId, payment.Rank }).IsUnique();
        builder.HasIndex(payment => payment.ReversesId).IsUnique();
        builder.HasIndex(payment => new { payment.SpaceId, payment.ReceiptYear, payment.ReceiptNumber }).IsUnique();
        builder.HasOne<FeeCall>().WithMany().HasForeignKey(payment => payment.CallId).OnDelete(DeleteBehavior.Restrict);
    }
}
