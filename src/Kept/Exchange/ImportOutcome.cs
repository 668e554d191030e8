namespace Kept.Exchange;

/// <summary>Something in a file that cannot be taken in as it is.</summary>
/// <param name="Line">The line of the file on which the row begins; the head is line 1.</param>
/// <param name="Column">The name in the head; empty where it is about the whole row.</param>
/// <param name="What">The text that says what to do, under <c>import.problem</c>.</param>
internal sealed record ImportProblem(long Line, string Column, string What);

/// <summary>What came of a file.</summary>
internal abstract record ImportOutcome
{
    private ImportOutcome()
    {
    }

    /// <summary>Nothing was taken in.</summary>
    /// <param name="Problems">The first of them, by line.</param>
    /// <param name="Count">How many there are.</param>
    public sealed record Wrong(IReadOnlyList<ImportProblem> Problems, long Count, long Rows) : ImportOutcome
    {
        /// <summary>How many were found after those.</summary>
        public long More => Count - Problems.Count;
    }

    /// <summary>There is no problem; nothing was taken in, as only that was asked.</summary>
    /// <param name="PassedOver">Rows that are right and of no use here, as what Kept makes itself.</param>
    public sealed record Right(long New, long ThereAlready, long PassedOver = 0) : ImportOutcome;

    /// <inheritdoc cref="Right"/>
    public sealed record Imported(long New, long ThereAlready, long PassedOver = 0) : ImportOutcome;

    /// <summary>Only administrators bring data in.</summary>
    public sealed record NotAllowed : ImportOutcome;
}

/// <summary>Collects problems: all are counted, and so many kept that the list can still be read.</summary>
internal sealed class ImportProblems
{
    private const int MostKept = 10_000;

    private readonly List<ImportProblem> kept = [];

    public long Count { get; private set; }

    public void Add(long line, string column, string what)
    {
        Count++;
        if (kept.Count < MostKept)
        {
            kept.Add(new ImportProblem(line, column, what));
        }
    }

    public ImportOutcome.Wrong Outcome(long rows) => new([.. kept.OrderBy(problem => problem.Line)], Count, rows);
}
