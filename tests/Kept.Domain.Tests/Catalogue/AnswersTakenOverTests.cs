using System.Text.Json.Nodes;
using Kept.Domain.Catalogue.Answers;
using Shouldly;
using Xunit;

namespace Kept.Domain.Tests.Catalogue;

/// <summary>Which answers of another system fit the questions here.</summary>
public sealed class AnswersTakenOverTests
{
    [Theory]
    [InlineData("""{"text":"AB 123"}""", """{"text":"AB 123"}""", "{}")]
    [InlineData("""{"text":"much longer than it may be","date":"1999-01-01"}""", """{"date":"1999-01-01"}""", """{"text":"much longer than it may be"}""")]
    [InlineData("""{"date":"soon","photos":["17"],"text":7}""", "{}", """{"date":"soon","photos":["17"],"text":7}""")]
    [InlineData("""{"mood":"good","text":null}""", "{}", """{"mood":"good"}""")]
    [InlineData("{}", "{}", "{}")]
    public void What_fits_is_kept_and_the_rest_is_not_lost(string given, string fitting, string rest)
    {
        var service = Sample.Service(Sample.Text with { Code = "text" }, Sample.Date with { Code = "date" }, Sample.Photos with { Code = "photos" });

        var taken = AnswersTakenOver.Of(service, given).ShouldNotBeNull();

        JsonNode.DeepEquals(taken.Fitting, JsonNode.Parse(fitting)).ShouldBeTrue(taken.Fitting.ToJsonString());
        JsonNode.DeepEquals(taken.Rest, JsonNode.Parse(rest)).ShouldBeTrue(taken.Rest.ToJsonString());
        AnswerJson.ReadStored(service, taken.Fitting.ToJsonString()).Count.ShouldBe(taken.Fitting.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{\"text\":")]
    [InlineData("{\"text\":\"a\",\"text\":\"b\"}")]
    [InlineData("{\"text\":{\"a\":1,\"a\":2}}")]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"text":"\ud800"}""")]
    public void What_is_no_object_is_no_answer(string given) =>
        AnswersTakenOver.Of(Sample.Service(Sample.Text), given).ShouldBeNull();

    [Fact]
    public void Depth_does_no_harm() =>
        AnswersTakenOver.Of(Sample.Service(Sample.Text), $"{{\"text\":{new string('[', 5000)}{new string(']', 5000)}}}").ShouldBeNull();
}
