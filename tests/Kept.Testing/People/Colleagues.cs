using System.Globalization;
using System.Text;
using Kept.Staff;
using Kept.Staff.Passwords;
using Kept.Storage;
using Kept.Testing.Visits;

namespace Kept.Testing.People;

/// <summary>People who work here, made without an invitation.</summary>
internal static class Colleagues
{
    /// <summary>Theirs, all of them.</summary>
    public const string Password = "copper lantern quiet river";

    /// <summary>The mail address follows from the name: "mira.kovac@millbrook.example".</summary>
    public static Task<StaffMember> AddColleagueAsync(
        this KeptApp app, string name, StaffRole role = StaffRole.Agent, string? team = "street-care", string language = "en") =>
        app.WithAsync<IServiceProvider, StaffMember>(async services =>
        {
            var member = new StaffMember(app.NewId(), name, MailOf(name), role, team, language) { EmailConfirmed = true };
            services.GetRequiredService<NewPassword>().Set(member, Password);
            var db = services.GetRequiredService<KeptDb>();
            db.Add(member);
            await db.SaveChangesAsync();
            services.GetRequiredService<StaffDirectory>().Forget();
            return member;
        });

    /// <summary>A browser in which this person has signed in.</summary>
    public static async Task<Visitor> SignInAsync(this KeptApp app, StaffMember member, string password = Password)
    {
        var visitor = app.Visitor(member.Language);
        await visitor.GoAsync("/sign-in?returnTo=/account");
        var words = app.Services.GetRequiredService<Texts.TextLibrary>().In(member.Language);
        await visitor.Fill(words["signin.mail"], member.Mail).Fill(words["signin.password"], password)
            .PressAsync(words["signin.button"]);
        return visitor;
    }

    private static string MailOf(string name)
    {
        var letters = name.Normalize(NormalizationForm.FormD).ToLowerInvariant()
            .Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
            .Select(letter => letter == ' ' ? '.' : letter);
        return string.Concat(letters) + "@millbrook.example";
    }
}
