using System.Globalization;
using System.Text;

namespace Kept.Nodes;

/// <summary>One call: "case 4711".</summary>
internal readonly record struct NodeCall(string Topic, long Id);

/// <summary>Calls as one line of text, small enough for PostgreSQL: the caller's mark, then topic and id of each.</summary>
internal static class NodeCalls
{
    /// <summary>PostgreSQL takes 8,000 bytes.</summary>
    private const int LongestLine = 7_000;

    public static IEnumerable<string> Write(string caller, IEnumerable<NodeCall> calls)
    {
        var line = new StringBuilder(caller);
        foreach (var call in calls)
        {
            line.Append(CultureInfo.InvariantCulture, $" {call.Topic}:{call.Id}");
            if (line.Length > LongestLine)
            {
                yield return line.ToString();
                line.Clear().Append(caller);
            }
        }

        if (line.Length > caller.Length)
        {
            yield return line.ToString();
        }
    }

    /// <summary>Nothing for what this node said itself; words that are no call (of a newer version) are passed over.</summary>
    public static IEnumerable<NodeCall> Read(string line, string except)
    {
        var words = line.Split(' ');
        if (words[0] == except)
        {
            yield break;
        }

        foreach (var word in words[1..])
        {
            var colon = word.LastIndexOf(':');
            if (colon > 0 && long.TryParse(word.AsSpan(colon + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id))
            {
                yield return new NodeCall(word[..colon], id);
            }
        }
    }
}
