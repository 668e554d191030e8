using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kept.Keys;
using Kept.Keys.ListKeys;
using Kept.Texts;

namespace Kept.Commands.Keys;

/// <summary>Says what the key commands did, in words or as JSON lines.</summary>
internal sealed class KeyReport(Words words, bool json, TextWriter output, TextWriter error)
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void List(IReadOnlyList<(string Owner, ListedKey Listed)> keys)
    {
        foreach (var (owner, listed) in keys)
        {
            var key = listed.Key;
            output.WriteLine(json
                ? InJson(key, owner, listed.State).ToJsonString(Readable)
                : $"{key.Prefix}  {words["keys.states." + listed.State]}  {OneLine(owner)}, {OneLine(key.Label)}: {key.Rights}");
        }

        if (!json && keys.Count == 0)
        {
            output.WriteLine(words["keys.command.none"]);
        }
    }

    /// <summary>The whole key alone on its line, so that a script can take it.</summary>
    public int Made(AccessKey key, KeyText text)
    {
        output.WriteLine(json
            ? new JsonObject { ["key"] = text.Reveal(), ["prefix"] = key.Prefix, ["ends"] = key.ExpiresAt?.ToString() }.ToJsonString(Readable)
            : text.Reveal());
        return 0;
    }

    public void Revoked(AccessKey key) => output.WriteLine(json
        ? new JsonObject { ["revoked"] = key.Prefix }.ToJsonString(Readable)
        : words["keys.revokedNotice", ("name", OneLine(key.Label))]);

    public int Problem(string text)
    {
        error.WriteLine(words[text]);
        return 1;
    }

    /// <summary>Nothing that somebody typed may steer the terminal.</summary>
    private static string OneLine(string text) => string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));

    private static JsonObject InJson(AccessKey key, string owner, string state) => new()
    {
        ["prefix"] = key.Prefix,
        ["state"] = state,
        ["holder"] = owner,
        ["kind"] = key.PartnerId is null ? "staff" : "partner",
        ["label"] = key.Label,
        ["rights"] = new JsonArray([.. RightsOf.Each(key.Rights).Select(right => JsonValue.Create(right.ToString()))]),
        ["perMinute"] = key.PerMinute,
        ["made"] = key.MadeAt.ToString(),
        ["ends"] = key.ExpiresAt?.ToString(),
        ["revoked"] = key.RevokedAt?.ToString(),
        ["lastUsed"] = key.LastUsedAt?.ToString(),
    };
}
