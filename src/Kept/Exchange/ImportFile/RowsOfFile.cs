using CsvHelper;

namespace Kept.Exchange.ImportFile;

/// <summary>
/// The rows of a file one after the other. One that is too large, as where a quote is never closed, is told and passed over:
/// reading goes on with the line after the one on which it begins.
/// </summary>
internal sealed class RowsOfFile : IAsyncDisposable
{
    private const int LargestRow = 1024 * 1024;

    /// <summary>Each costs reading so much again; beyond that the file is no table.</summary>
    private const int MostTooLarge = 1000;

    private readonly Stream file;
    private readonly ImportProblems problems;
    private CsvReader csv;

    /// <summary>Where the reader began.</summary>
    private (long Position, long Lines) before;
    private int tooLarge;

    /// <param name="file">Read from where it stands; must let itself be put back.</param>
    /// <param name="problems">Hears of rows that cannot be read.</param>
    public RowsOfFile(Stream file, ImportProblems problems)
    {
        (this.file, this.problems, before) = (file, problems, (file.Position, 0));
        csv = Begin(null);
    }

    public CsvReader Row => csv;

    /// <summary>On which line of the file the row begins.</summary>
    public long Line => before.Lines + csv.LineNumber;

    /// <summary>False at the end.</summary>
    public async Task<bool> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await csv.ReadAsync(cancellationToken);
            }
            catch (CsvFormatException wrong)
            {
                var line = Math.Max(wrong.LineNumber, csv.LineNumber);
                problems.Add(before.Lines + line, "", "tooLong");
                if (++tooLarge == MostTooLarge || !await GoOnAfterAsync(line, cancellationToken))
                {
                    return false;
                }
            }
        }
    }

    public ValueTask DisposeAsync() => csv.DisposeAsync();

    /// <param name="line">As the reader counts.</param>
    private async Task<bool> GoOnAfterAsync(long line, CancellationToken cancellationToken)
    {
        var separator = csv.Separator;
        await csv.DisposeAsync();
        file.Position = before.Position;
        if (!await PassLinesAsync(line, cancellationToken))
        {
            return false;
        }

        before = (file.Position, before.Lines + line);
        csv = Begin(separator);
        return true;
    }

    /// <summary>False where the file ends before. A line ends as the reader has it: with CR, LF, or both.</summary>
    private async Task<bool> PassLinesAsync(long lines, CancellationToken cancellationToken)
    {
        var (block, carriage) = (new byte[64 * 1024], false);
        for (int octets; (octets = await file.ReadAsync(block, cancellationToken)) > 0;)
        {
            for (var i = 0; i < octets; i++)
            {
                if (carriage && block[i] != '\n' && --lines == 0)
                {
                    file.Position -= octets - i;
                    return true;
                }

                carriage = block[i] == '\r';
                if (block[i] == '\n' && --lines == 0)
                {
                    file.Position -= octets - i - 1;
                    return true;
                }
            }
        }

        return false;
    }

    /// <param name="separator">Null for the beginning of the file, which has a head and tells its separator.</param>
    private CsvReader Begin(char? separator)
    {
        var lines = before.Lines;
        return CsvReader.Create(
            file,
            CsvReaderOptions.Default with
            {
                HasHeader = separator is null,
                Separator = separator,
                TrackLineNumbers = true,
                TrimWhitespace = true,
                MaxRecordSize = LargestRow,
                OnMalformedRecord = malformed => problems.Add(lines + malformed.LineNumber, "", "quotes"),
            },
            leaveOpen: true);
    }
}
