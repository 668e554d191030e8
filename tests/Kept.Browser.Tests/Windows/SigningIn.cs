using Kept.Staff;
using Kept.Testing.People;

namespace Kept.Browser.Tests.Windows;

/// <summary>What somebody who works here does in a window, whatever its language.</summary>
internal static class SigningIn
{
    /// <summary>Signs in with the password, and goes on to an address.</summary>
    public static async Task SignInAsync(this Window window, StaffMember member, string address = "/desk")
    {
        await window.GoAsync("/sign-in?returnTo=" + Uri.EscapeDataString(address));
        await window.Page.FillAsync("#Mail", member.Mail);
        await window.Page.FillAsync("#Password", Colleagues.Password);
        await window.Page.ClickAsync("main form[action*='sign-in'] button.govuk-button[type=submit], main form:has(#Password) button.govuk-button:not([type=button])");
        await window.Page.WaitForURLAsync(url => new Uri(url).PathAndQuery == address);
    }
}
