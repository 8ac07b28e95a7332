namespace Scrutiny.Ingest.Loading;

/// <summary>Moments of taking, loading, publishing and deciding at which a test may end the process; each stands in the code exactly once.</summary>
internal enum CrashPoint
{
    FileReceived,
    FileHashed,
    FilePieceSent,
    FileStored,
    RowsRead,
    FiguresSent,
    FiguresCopied,
    StraightGivenUp,
    FiguresCompared,
    LoadInserted,
    RowsKept,
    FiguresApplied,
    PublicationOpened,
    PublicationCopied,
    LoadBeforeCommit,
    LoadCommitted,
    RefusalBeforeCommit,
    RefusalCommitted,
    HeldBeforeCommit,
    HeldCommitted,
    BeforePutAway,
    PutAway,
    ApprovalBeforeCommit,
    ApprovalCommitted,
    RejectionBeforeCommit,
    RejectionCommitted,
    RequestBeforeCommit,
    RequestCommitted,
}
