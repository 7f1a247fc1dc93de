namespace Hearsay.Store;

/// <summary>The record cannot be used as asked. The message says why and what to do; <see cref="Code"/> is listed in docs/problems.md.</summary>
public sealed class RecordException : Exception
{
    public RecordException(string code, string message) : base(message) => Code = code;

    public RecordException(string code, string message, Exception cause) : base(message, cause) => Code = code;

    /// <summary>Stable code, "HS6" and three digits.</summary>
    public string Code { get; }
}
