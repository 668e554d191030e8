using System.Globalization;

namespace Kept.Exchange.ImportFile;

/// <summary>A row of a file, and the place where its problems are put.</summary>
internal sealed class ImportRow(long line, IReadOnlyDictionary<string, string> cells, ImportProblems problems)
{
    public long Line => line;

    public void Wrong(string column, string what) => problems.Add(line, column, what);

    /// <summary>Whether the file has this column.</summary>
    public bool Has(string column) => cells.ContainsKey(column);

    /// <summary>Whether anything stands there.</summary>
    public bool Stands(string column) => cells.TryGetValue(column, out var text) && text.Length > 0;

    /// <summary>Null where the cell is empty or the column is missing.</summary>
    public string? Text(string column, int most)
    {
        if (!cells.TryGetValue(column, out var text) || text.Length == 0)
        {
            return null;
        }

        if (text.Length > most)
        {
            Wrong(column, "tooLong");
        }
        else if (text.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t')))
        {
            Wrong(column, "control");
        }

        return text;
    }

    public string Required(string column, int most)
    {
        var text = Text(column, most);
        if (text is null)
        {
            Wrong(column, "missing");
        }

        return text ?? "";
    }

    public bool Truth(string column, bool usual)
    {
        if (Text(column, 40) is not { } text)
        {
            return usual;
        }

        if (bool.TryParse(text, out var value))
        {
            return value;
        }

        Wrong(column, "choice");
        return usual;
    }

    /// <summary>A whole number that is not negative; 0 where nothing stands.</summary>
    public int Number(string column, int most)
    {
        if (Text(column, 40) is not { } text)
        {
            return 0;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most)
        {
            return number;
        }

        Wrong(column, "number");
        return 0;
    }

    /// <summary>One of an enumeration's names, in any case.</summary>
    public T Choice<T>(string column, T usual)
        where T : struct, Enum
    {
        if (Text(column, 40) is not { } text)
        {
            return usual;
        }

        if (Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text[0]))
        {
            return value;
        }

        Wrong(column, "choice");
        return usual;
    }
}
