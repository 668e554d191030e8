using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Kept.Keys;
using Kept.Staff;
using Kept.Testing;
using Kept.Testing.People;
using Kept.Tests.Desk.Api;

namespace Kept.Tests.Administration;

/// <summary>The program of an administrator.</summary>
internal static class AdminProgram
{
    public static Task<StaffMember> AddHannaAsync(this KeptApp app) => app.AddColleagueAsync("Hanna Lindqvist", StaffRole.Administrator, team: null);

    public static async Task<ApiProgram> OfHannaAsync(this KeptApp app, KeyRights rights = RightsOf.Staff) =>
        await ApiProgram.OfAsync(app, await app.AddHannaAsync(), rights);

    public static Task<ApiProgram> PutAsync(
        this ApiProgram program, string address, string body, HttpStatusCode expected = HttpStatusCode.OK, string? ifMatch = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (ifMatch is not null)
        {
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(ifMatch));
        }

        return program.SendAsync(request, expected);
    }

    public static Task<ApiProgram> DeleteAsync(this ApiProgram program, string address, HttpStatusCode expected = HttpStatusCode.NoContent) =>
        program.SendAsync(new HttpRequestMessage(HttpMethod.Delete, address), expected);

    /// <summary>The text of a field of the last answer.</summary>
    public static string Field(this ApiProgram program, string name) => program.Json[name]!.GetValue<string>();
}
