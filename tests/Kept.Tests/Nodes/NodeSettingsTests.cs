using Kept.Files;
using Kept.Testing;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace Kept.Tests.Nodes;

/// <summary>A node that cannot work with the others says so and does not start.</summary>
public sealed class NodeSettingsTests
{
    [Fact]
    public async Task Several_nodes_need_PostgreSQL_a_shared_folder_and_a_shared_secret()
    {
        var problem = await Should.ThrowAsync<OptionsValidationException>(() => KeptApp.StartAsync(options => options.Settings["Kept:Role"] = "web"));

        problem.Failures.Count().ShouldBe(3);
        problem.Message.ShouldContain("Several nodes need PostgreSQL");
        problem.Message.ShouldContain("Kept:FilesFolder");
        problem.Message.ShouldContain("Kept:SignInKeys:SecretFile");
    }

    [Theory]
    [InlineData("Kept:Role", "master", "Write \"both\", \"web\" or \"worker\"")]
    [InlineData("Kept:SignInKeys:SecretFile", "/nowhere/secret", "cannot be read")]
    public async Task A_setting_that_cannot_be_right_stops_the_start(string name, string value, string sentence)
    {
        var problem = await Should.ThrowAsync<OptionsValidationException>(() => KeptApp.StartAsync(options => options.Settings[name] = value));

        problem.Message.ShouldContain(name);
        problem.Message.ShouldContain(sentence);
    }

    [Theory]
    [InlineData("")]
    [InlineData("c2hvcnQ=")]
    [InlineData("this is a password and no base64")]
    public async Task A_secret_that_could_be_guessed_is_none(string content)
    {
        var file = Path.Combine(TestFolder.New("secret"), "sign-in");
        await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);

        var problem = await Should.ThrowAsync<OptionsValidationException>(() => KeptApp.StartAsync(options => options.Settings["Kept:SignInKeys:SecretFile"] = file));

        problem.Message.ShouldContain("32 bytes");
    }

    [ClusterFact]
    public async Task A_node_with_a_folder_of_its_own_for_uploads_does_not_start()
    {
        await using var cluster = await Cluster.StartAsync("web");
        var elsewhere = TestFolder.New("elsewhere");

        var problem = await Should.ThrowAsync<OptionsValidationException>(() => cluster.StartNodeAsync(options => options.Settings["Kept:FilesFolder"] = elsewhere));

        problem.Message.ShouldContain(SharedFolder.MarkFile);
    }
}
