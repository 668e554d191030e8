using Kept.Mail.Outgoing;
using Kept.Storage;
using Kept.Testing;
using Kept.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Kept.Tests.Storage;

/// <summary>What every saver may rely on, whichever way its database writes.</summary>
public sealed class SavingTests
{
    [Theory, Databases]
    public async Task All_of_many_who_save_at_once_are_saved(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);

        var saves = await Task.WhenAll(Enumerable.Range(0, 300).Select(number => Task.Run(() => Messages.AddAsync(app, $"Message {number}"))));

        saves.ShouldAllBe(rows => rows == 1);
        (await Messages.SubjectsAsync(app)).Count.ShouldBe(300);
    }

    [Theory, Databases]
    public async Task One_that_is_refused_leaves_nothing_behind_and_the_others_alone(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await Messages.AddAsync(app, "Taken", id: 7);

        var savers = Enumerable.Range(0, 60).Select(number => Task.Run(() => number % 3 == 0
            ? app.WithAsync<KeptDb, int>(db =>
            {
                // The first row would be accepted; the second has an id that is taken.
                db.AddRange(Messages.New(app, 1000 + number, "Half"), Messages.New(app, 7, "Refused"));
                return db.SaveChangesAsync();
            })
            : Messages.AddAsync(app, "Saved"))).ToList();

        foreach (var (saver, number) in savers.Select((saver, number) => (saver, number)))
        {
            if (number % 3 == 0)
            {
                await saver.ShouldThrowAsync<DbUpdateException>();
            }
            else
            {
                (await saver).ShouldBe(1);
            }
        }

        var subjects = await Messages.SubjectsAsync(app);
        subjects.Count(subject => subject == "Saved").ShouldBe(40);
        subjects.ShouldNotContain("Half");
        subjects.ShouldNotContain("Refused");
    }

    [Theory, Databases]
    public async Task Of_two_who_change_the_same_version_the_second_is_told(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await Messages.AddAsync(app, "Contested", id: 7);

        await app.WithAsync<KeptDb>(async first =>
        {
            var seen = await first.Messages.SingleAsync();
            await app.WithAsync<KeptDb, int>(async second =>
            {
                Change(await second.Messages.SingleAsync(), "second");
                return await second.SaveChangesAsync();
            });

            Change(seen, "first");
            await Should.ThrowAsync<DbUpdateConcurrencyException>(() => first.SaveChangesAsync());
        });

        (await app.ReadAsync(db => db.Messages.SingleAsync())).LastAnswer.ShouldBe("second");
    }

    [Theory, Databases]
    public async Task A_refused_saver_can_put_it_right_and_save_again(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await Messages.AddAsync(app, "Taken", id: 7);

        await app.WithAsync<KeptDb>(async db =>
        {
            var wrong = Messages.New(app, 7, "Wrong");
            db.AddRange(wrong, Messages.New(app, 8, "Right"));
            await Should.ThrowAsync<DbUpdateException>(() => db.SaveChangesAsync());

            db.Entry(wrong).State = EntityState.Detached;
            (await db.SaveChangesAsync()).ShouldBe(1);
        });

        (await Messages.SubjectsAsync(app)).ShouldBe(["Taken", "Right"], ignoreOrder: true);
    }

    [Theory, Databases]
    public async Task Saving_nothing_is_nothing(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);

        (await app.WithAsync<KeptDb, int>(db => db.SaveChangesAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Nobody_saves_past_the_one_writer()
    {
        await using var app = await KeptApp.StartAsync();

        await app.WithAsync<KeptDb>(db =>
        {
            Should.Throw<NotSupportedException>(() => db.SaveChanges());
            return Task.CompletedTask;
        });
    }

    private static void Change(Message message, string answer) =>
        message.WasNotTaken(message.CreatedAt, DeliveryAnswer.Of(answer));
}
