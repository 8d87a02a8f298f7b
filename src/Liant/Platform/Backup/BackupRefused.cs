namespace Liant.Platform.Backup;

/// <summary>Nothing was touched; the message is a French sentence that says what to do.</summary>
internal sealed class BackupRefused(string message, Exception? cause = null) : Exception(message, cause);
