using System.Globalization;
using System.Text;
using NodaTime;

namespace Kept.Desk.Overview;

/// <param name="Week">The Monday it begins with.</param>
/// <param name="Share">In a hundred; null for a week in which there was nothing to have a share of.</param>
/// <param name="Words">What the mark says to whoever points at it.</param>
internal sealed record ShareMark(LocalDate Week, double? Share, string Words, string Href);

/// <summary>
/// Where the parts of a picture "a share by week" are. The scale begins below the worst week and below the goal, as
/// shares that should all be near a hundred could not be told apart else; its ends are written beside it.
/// </summary>
internal sealed class ShareChart(string id, string title, string summary, IReadOnlyList<ShareMark> marks, int goal, string goalWords)
{
    public const int Width = 480;
    public const int Height = 240;
    private const int Left = 44;
    private const int Right = 12;
    private const int Top = 14;
    private const int Bottom = 26;
    private const int MostLabels = 5;

    public string Id => id;

    public string Title => title;

    /// <summary>The picture in a sentence.</summary>
    public string Summary => summary;

    public IReadOnlyList<ShareMark> Marks => marks;

    public int Goal => goal;

    public string GoalWords => goalWords;

    public int Floor { get; } = FloorOf(marks, goal);

    public IEnumerable<int> Ticks => new[] { Floor, (Floor + 100) / 2, 100 }.Distinct();

    public static int PlotLeft => Left;

    public static int PlotRight => Width - Right;

    public static int PlotBottom => Height - Bottom;

    /// <summary>Marks whose date stands below the axis: a few, the last one among them.</summary>
    public IEnumerable<int> Labelled
    {
        get
        {
            var step = Math.Max(1, (int)Math.Ceiling(marks.Count / (double)MostLabels));
            for (var i = marks.Count - 1; i >= 0; i -= step)
            {
                yield return i;
            }
        }
    }

    public double X(int index) => marks.Count == 1
        ? (Left + Width - Right) / 2.0
        : Left + 6 + (index * (Width - Left - Right - 12) / (double)(marks.Count - 1));

    public double Y(double share) => Top + ((100 - share) / (100 - Floor) * (Height - Top - Bottom));

    /// <summary>The line through all marks that have a share; it ends where there is none.</summary>
    public string Line
    {
        get
        {
            var path = new StringBuilder();
            var drawing = false;
            for (var i = 0; i < marks.Count; i++)
            {
                if (marks[i].Share is { } share)
                {
                    path.Append(drawing ? 'L' : 'M').Append(N(X(i))).Append(' ').Append(N(Y(share)));
                }

                drawing = marks[i].Share is not null;
            }

            return path.ToString();
        }
    }

    /// <summary>A coordinate as SVG writes it.</summary>
    public static string N(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static int FloorOf(IReadOnlyList<ShareMark> marks, int goal)
    {
        var lowest = Math.Min(goal, marks.Min(mark => mark.Share) ?? 100);
        return lowest < 50 ? 0 : lowest < 75 ? 50 : lowest < 88 ? 70 : 80;
    }
}
