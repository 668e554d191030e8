using Kept.Staff;

namespace Kept.Testing.People;

/// <summary>What the people in the van and at the desk do to a case, through their pages, in English.</summary>
internal static class CaseWork
{
    /// <summary>The address of a case at the desk.</summary>
    public static async Task<string> OnlyCaseAsync(this KeptApp app) =>
        "/desk/cases/" + (await app.ReadAsync(db => Task.FromResult(db.Cases.Select(record => record.Reference).ToList()))).Single();

    /// <summary>"They were there, and it is not done."</summary>
    public static async Task RecordFailedVisitAsync(this KeptApp app, StaffMember member, string caseAddress, string why)
    {
        var desk = await app.SignInAsync(member);
        await desk.GoAsync(caseAddress + "/visit");
        await desk.Choose("No, not yet").Fill("Why not", why).PressAsync("Record it and tell them");
        await app.RunDueWorkAsync();
    }

    /// <summary>"They were there, and it is done", and closed.</summary>
    public static async Task RecordVisitAndCloseAsync(this KeptApp app, StaffMember member, string caseAddress)
    {
        var desk = await app.SignInAsync(member);
        await desk.GoAsync(caseAddress + "/visit");
        await desk.Choose("Yes").PressAsync("Record it and tell them");
        await desk.GoAsync(caseAddress);
        await desk.Choose("It is done").PressAsync("Close it and tell them");
        await app.RunDueWorkAsync();
    }
}
