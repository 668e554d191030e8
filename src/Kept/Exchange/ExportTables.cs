namespace Kept.Exchange;

/// <summary>
/// What stands in each export. Secrets of links, passwords and the words of mails (which may hold codes) are in none.
/// </summary>
internal static class ExportTables
{
    private static readonly ExportColumn Case = new("case", "c.reference", CellType.Reference);
    private static readonly ExportColumn Service = new("service", "c.service_code");

    public static ExportTable Of(ExportKind kind) => kind switch
    {
        ExportKind.Cases => Cases,
        ExportKind.Promises => OfCases("promises", "given_at",
            Number("id"), Text("stage"), Word("state"), Word("source"), Text("words"), Text("language"), Time("given_at"),
            Time("due"), Time("suspended_at"), Time("settled_at"), Text("reason"), Number("replaced_by_id")),
        ExportKind.Contacts => OfCases("contacts", "at",
            Number("id"), Time("at"), Word("channel"), Truth("incoming"), Truth("chaser"), Text("words"), Number("by_id")),
        ExportKind.Visits => OfCases("visits", "at",
            Number("id"), Time("at"), Truth("done"), Text("reason"), Text("words"), Number("by_id")),
        ExportKind.Events => OfCases("case_events", "at",
            Number("id"), Time("at"), Word("kind"), Truth("is_public"), Word("actor"), Number("by_id"), Text("words"), Text("details")),
        ExportKind.Followers => OfCases("followers", "following_since",
            Number("id"), Truth("reporter"), Text("name"), Text("mail"), Text("phone"), Text("address"), Text("language"), Text("notes"),
            Time("following_since"), Time("stopped_at")),
        ExportKind.Messages => OfCases("messages", "created_at",
            Number("id"), Text("kind"), Text("recipient"), Text("language"), Word("state"), Time("created_at"), Number("attempts"),
            Time("sent_at"), Time("next_attempt_at"), Text("last_answer")),
        ExportKind.Surveys => OfCases("surveys", "due",
            Number("id"), Number("round"), Time("asked_at"), Word("answer"), Time("answered_at"), Text("comment")),
        ExportKind.Services => new("service_versions s", "s.id", "s.in_use_since", null, "s.service_code",
            [new("service", "s.service_code"), new("number", "s.number", CellType.Number), new("in_use_since", "s.in_use_since", CellType.Time), new("definition", "s.definition")]),
        ExportKind.Staff => new("staff m", "m.id", null, "m.team", null,
            [
                new("id", "m.id", CellType.Number), new("name", "m.name"), new("mail", "m.email"), new("role", "m.role", CellType.Word),
                new("team", "m.team"), new("language", "m.language"), new("active", "m.active", CellType.Truth), new("joined", "m.email_confirmed", CellType.Truth),
            ]),
    };

    private static readonly ExportTable Cases = new("cases c", "c.id", "c.received_at", "c.team", "c.service_code",
    [
        new("reference", "c.reference", CellType.Reference), Service, new("team", "c.team"), new("owner_id", "c.owner_id", CellType.Number),
        new("state", "c.state", CellType.Word), new("outcome", "c.outcome", CellType.Word), new("outcome_words", "c.outcome_words"),
        new("channel", "c.channel", CellType.Word), new("language", "c.language"), new("title", "c.title"), new("answers", "c.answers"),
        new("place_address", "c.place_address"), new("place_words", "c.place_words"),
        new("latitude", "c.latitude", CellType.Number), new("longitude", "c.longitude", CellType.Number),
        new("received_at", "c.received_at", CellType.Time), new("closed_at", "c.closed_at", CellType.Time),
        new("next_due", "c.next_due", CellType.Time), new("broken_promises", "c.broken_promises", CellType.Number),
        new("contacts", "c.contacts", CellType.Number), new("chasers", "c.chasers", CellType.Number), new("reopened", "c.reopened", CellType.Number),
        new("slot_start", "c.slot_start", CellType.Time), new("slot_end", "c.slot_end", CellType.Time),
    ]);

    /// <summary>Parts of cases: each line also says of which case and service it is.</summary>
    private static ExportTable OfCases(string table, string at, params ReadOnlySpan<ExportColumn> columns) =>
        new($"{table} p JOIN cases c ON c.id = p.case_id", "p.id", $"p.{at}", "c.team", "c.service_code", [Case, Service, .. columns]);

    private static ExportColumn Text(string name) => new(name, "p." + name);

    private static ExportColumn Word(string name) => new(name, "p." + name, CellType.Word);

    private static ExportColumn Number(string name) => new(name, "p." + name, CellType.Number);

    private static ExportColumn Truth(string name) => new(name, "p." + name, CellType.Truth);

    private static ExportColumn Time(string name) => new(name, "p." + name, CellType.Time);
}
