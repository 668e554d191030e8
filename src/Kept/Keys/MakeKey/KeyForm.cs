using System.Globalization;
using Kept.Chrome.Fields;
using Kept.Staff;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Kept.Keys.MakeKey;

/// <summary>What the forms for keys ask; also what they show, once a key is made.</summary>
internal sealed class KeyForm
{
    public const int UsualPerMinute = 60;

    public string? Label { get; set; }

    public List<string> Rights { get; set; } = [];

    public string? PerMinute { get; set; }

    public DateInput Expires { get; set; } = new();

    /// <summary>The whole key, right after it was made.</summary>
    [BindNever]
    public string? Key { get; set; }

    [BindNever]
    public IEnumerable<Option> Choices { get; set; } = [];

    /// <summary>Null where a field cannot be read at all: then <paramref name="problem"/> says which.</summary>
    public NewKey? Read(long? partnerId, long? staffId, KeyEnds ends, out InputProblem? problem)
    {
        problem = null;
        if (RightsOf.Parse(Rights) is not { } rights)
        {
            problem = new InputProblem("Rights", "keys.problem.rights");
        }
        else if (!int.TryParse(PerMinute, NumberStyles.None, CultureInfo.InvariantCulture, out var perMinute))
        {
            problem = new InputProblem("PerMinute", "keys.problem.perMinute");
        }
        else if (!Expires.IsEmpty && Expires.Date is not { Year: < 9999 })
        {
            problem = new InputProblem("Expires", "keys.problem.expires");
        }
        else
        {
            return new NewKey(partnerId, staffId, Label ?? "", rights, perMinute, Expires.Date is { } day ? ends.After(day) : null);
        }

        return null;
    }
}
