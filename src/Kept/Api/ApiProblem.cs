using Kept.Texts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Kept.Api;

/// <summary>Answers of the API when something is wrong: problem details of RFC 9457 with a stable code and what to do.</summary>
internal static class ApiProblem
{
    /// <param name="code">Stands in <c>code</c> and in the address of the type; the texts are <c>api.problem.{code}</c>.</param>
    public static ProblemHttpResult Of(int status, string code, Words words, params (string Name, object? Value)[] values) =>
        TypedResults.Problem(Details(status, code, words[$"api.problem.{code}", values]));

    /// <summary>400 with what is wrong with each field.</summary>
    public static ProblemHttpResult Of(IReadOnlyDictionary<string, string[]> errors, Words words)
    {
        var details = Details(StatusCodes.Status400BadRequest, "invalid", words["api.problem.invalid"]);
        details.Extensions["errors"] = errors;
        return TypedResults.Problem(details);
    }

    /// <summary>The same problem with more to read in it.</summary>
    public static ProblemHttpResult With(ProblemHttpResult problem, params (string Name, object? Value)[] more)
    {
        foreach (var (name, value) in more)
        {
            problem.ProblemDetails.Extensions[name] = value;
        }

        return problem;
    }

    private static ProblemDetails Details(int status, string code, string text) => new()
    {
        Status = status,
        Type = $"urn:kept:problem:{code}",
        Title = text,
        Extensions = { ["code"] = code },
    };
}
