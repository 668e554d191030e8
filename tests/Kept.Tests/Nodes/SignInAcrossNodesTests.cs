using Kept.Staff;
using Kept.Staff.Access;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Kept.Testing.Visits.Forms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace Kept.Tests.Nodes;

/// <summary>Whoever signed in at one node is signed in at all, and nobody reads the keys out of the database.</summary>
public sealed class SignInAcrossNodesTests
{
    [ClusterFact]
    public async Task Who_signed_in_at_one_node_works_at_the_other()
    {
        await using var cluster = await Cluster.StartAsync("web");
        var mira = await cluster.One.AddColleagueAsync("Mira Kovač");
        var visitor = await cluster.One.SignInAsync(mira);

        await visitor.GoAsync(new Uri(cluster.Other.Address, "/account"));
        var page = await visitor.Fill("Name", "Mira Babić").PressAsync("Save");

        page.Address.Authority.ShouldBe(cluster.Other.Address.Authority);
        page.Says("Your name and language are saved").ShouldBeTrue();
        (await cluster.One.ReadAsync(db => db.FindAsync<StaffMember>(mira.Id).AsTask())).ShouldNotBeNull().Name.ShouldBe("Mira Babić");
    }

    [ClusterFact]
    public async Task A_form_of_one_node_is_taken_by_the_other()
    {
        await using var cluster = await Cluster.StartAsync("web");
        var visitor = await cluster.One.SignInAsync(await cluster.One.AddColleagueAsync("Mira Kovač"));
        await visitor.GoAsync("/account");
        visitor.Fill("Name", "Mira Babić");
        var form = Submission.Of(visitor.Page, visitor.Page.Button("Save"));
        form.RequestUri = new Uri(cluster.Other.Address, form.RequestUri!.PathAndQuery);

        (await visitor.SendAsync(form, System.Net.HttpStatusCode.OK)).Says("Your name and language are saved").ShouldBeTrue();
    }

    [ClusterFact]
    public async Task A_node_without_the_secret_of_the_others_does_not_start_and_says_why()
    {
        await using var cluster = await Cluster.StartAsync();

        var alien = await Should.ThrowAsync<OptionsValidationException>(() => cluster.One.StartAnotherNodeAsync(options =>
            options.Settings["Kept:SignInKeys:SecretFile"] = Cluster.NewSecretFile()));
        var bare = await Should.ThrowAsync<OptionsValidationException>(() => cluster.One.StartAnotherNodeAsync());

        alien.Failures.ShouldHaveSingleItem().ShouldContain("Kept:SignInKeys:SecretFile");
        bare.Failures.ShouldHaveSingleItem().ShouldContain("Kept:SignInKeys:SecretFile");
    }

    [ClusterFact]
    public async Task Who_looks_after_it_hears_of_broken_keys_and_of_a_missing_secret_and_of_sealed_keys_nothing()
    {
        await using var cluster = await Cluster.StartAsync("web");
        Task<(int Broken, int OfOtherSecret)> LookAsync() => cluster.One.WithAsync<SignInKeyHealth, (int, int)>(keys => keys.LookAsync(CancellationToken.None));
        (await LookAsync()).ShouldBe((0, 0));

        await cluster.One.ReadAsync(db => db.Database.ExecuteSqlRawAsync("UPDATE protection_keys SET xml = substr(xml, 1, 40)"));
        (await LookAsync()).ShouldBe((1, 0));

        await cluster.One.ReadAsync(db => db.Database.ExecuteSqlRawAsync("UPDATE protection_keys SET xml = 'sealed:0123456789abcdef:AAAA'"));
        (await LookAsync()).ShouldBe((0, 1));
    }

    [Theory, Databases]
    public async Task Keys_that_lay_open_are_sealed_at_the_next_start_and_sessions_go_on(Database database)
    {
        KeptAppOptions? settings = null;
        await using var app = await KeptApp.StartAsync(database, options => settings = options);
        var visitor = await app.SignInAsync(await app.AddColleagueAsync("Mira Kovač"));
        (await KeysAsync(app)).ShouldAllBe(key => key.Contains("<key", StringComparison.Ordinal));

        settings!.Settings["Kept:SignInKeys:SecretFile"] = Cluster.NewSecretFile();
        await app.RestartAsync();

        (await visitor.GoAsync("/account")).Heading.ShouldBe("Your account");
        (await KeysAsync(app)).ShouldAllBe(key => key.StartsWith("sealed:", StringComparison.Ordinal) && !key.Contains('<'));
    }

    [Theory, Databases]
    public async Task One_secret_takes_the_place_of_another_without_ending_a_session(Database database)
    {
        KeptAppOptions? settings = null;
        var (before, after) = (Cluster.NewSecretFile(), Cluster.NewSecretFile());
        await using var app = await KeptApp.StartAsync(database, options =>
        {
            settings = options;
            options.Settings["Kept:SignInKeys:SecretFile"] = before;
        });
        var visitor = await app.SignInAsync(await app.AddColleagueAsync("Mira Kovač"));

        settings!.Settings["Kept:SignInKeys:SecretFile"] = after;
        settings.Settings["Kept:SignInKeys:OtherSecretFiles:0"] = before;
        await app.RestartAsync();
        settings.Settings.Remove("Kept:SignInKeys:OtherSecretFiles:0");
        await app.RestartAsync();

        (await visitor.GoAsync("/account")).Heading.ShouldBe("Your account");
    }

    private static Task<List<string>> KeysAsync(KeptApp app) => app.ReadAsync(db => db.Set<ProtectionKey>().Select(key => key.Xml).ToListAsync());
}
