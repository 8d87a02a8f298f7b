using Liant.Modules.Catalogue.Publishing;

namespace Liant.Modules.Catalogue.Bulk;

/// <summary>One thing to do to many sheets.</summary>
public abstract record BulkAct
{
    /// <summary>Whether the sheet is so already: it is then left alone.</summary>
    public abstract bool IsDone(Sheet sheet);

    /// <summary>As the log names it.</summary>
    public abstract string Act { get; }

    /// <summary>Each is a revision, so that of two people at once the second is told.</summary>
    public virtual void Do(Sheet sheet, DateTimeOffset now) => sheet.Revise(Changed(SheetContent.Of(sheet)), now, byHand: true);

    protected virtual SheetContent Changed(SheetContent content) => content;

    public sealed record Publish(Publication Wish) : BulkAct
    {
        public override string Act => Wish.IsDraft ? "sheet-withdrawn" : "sheet-published";

        public override bool IsDone(Sheet sheet) => sheet.IsPublished != Wish.IsDraft;

        public override void Do(Sheet sheet, DateTimeOffset now)
        {
            sheet.Revise(SheetContent.Of(sheet), now, byHand: sheet.IsEditedByHand);
            sheet.Publish(Wish, now);
        }
    }

    public sealed record AddTheme(string Theme) : BulkAct
    {
        public override string Act => "sheet-revised";

        public override bool IsDone(Sheet sheet) => sheet.Themes.Contains(Theme);

        protected override SheetContent Changed(SheetContent content) => content with { Themes = [.. content.Themes, Theme] };
    }

    public sealed record ReserveFor(Guid Space) : BulkAct
    {
        public override string Act => "sheet-revised";

        public override bool IsDone(Sheet sheet) => sheet.IsPrivate && sheet.Readers.Any(reader => reader.SpaceId == Space);

        protected override SheetContent Changed(SheetContent content) => content with { IsPrivate = true, Readers = content.IsPrivate ? [.. content.Readers ?? [], Space] : [Space] };
    }
}
