using Kept.Mail.Outgoing;
using Kept.Storage;
using Kept.Testing;
using Microsoft.EntityFrameworkCore;

namespace Kept.Tests.Storage;

/// <summary>Rows to save where it does not matter what they say.</summary>
internal static class Messages
{
    public static Message New(KeptApp app, long id, string subject) =>
        new(id, new MessageAddress("ada@example.org", "en", null, null), "test", subject, new Letter([]), app.Now);

    public static Task<int> AddAsync(KeptApp app, string subject, long? id = null) => app.WithAsync<KeptDb, int>(db =>
    {
        db.Add(New(app, id ?? app.NewId(), subject));
        return db.SaveChangesAsync();
    });

    public static Task<List<string>> SubjectsAsync(KeptApp app) =>
        app.ReadAsync(db => db.Messages.Select(message => message.Subject).ToListAsync());
}
