using System.Text.Json;
using Kept.Staff.Links;
using Kept.Staff.SignIn;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Kept.Staff;

internal sealed class StaffMapping : IEntityTypeConfiguration<StaffMember>
{
    public void Configure(EntityTypeBuilder<StaffMember> builder)
    {
        builder.ToTable("staff").Property(member => member.Id).ValueGeneratedNever();
        builder.Property(member => member.ConcurrencyStamp).IsConcurrencyToken();
        builder.Ignore(member => member.Mail).Ignore(member => member.HasJoined);
    }
}

internal sealed class StaffClaimMapping : IEntityTypeConfiguration<IdentityUserClaim<long>>
{
    public void Configure(EntityTypeBuilder<IdentityUserClaim<long>> builder) =>
        builder.ToTable("staff_claims").HasOne<StaffMember>().WithMany().HasForeignKey(claim => claim.UserId);
}

internal sealed class StaffLoginMapping : IEntityTypeConfiguration<IdentityUserLogin<long>>
{
    public void Configure(EntityTypeBuilder<IdentityUserLogin<long>> builder)
    {
        builder.ToTable("staff_logins").HasKey(login => new { login.LoginProvider, login.ProviderKey });
        builder.HasOne<StaffMember>().WithMany().HasForeignKey(login => login.UserId);
    }
}

internal sealed class StaffTokenMapping : IEntityTypeConfiguration<IdentityUserToken<long>>
{
    public void Configure(EntityTypeBuilder<IdentityUserToken<long>> builder)
    {
        builder.ToTable("staff_tokens").HasKey(token => new { token.UserId, token.LoginProvider, token.Name });
        builder.HasOne<StaffMember>().WithMany().HasForeignKey(token => token.UserId);
    }
}

internal sealed class StaffPasskeyMapping : IEntityTypeConfiguration<IdentityUserPasskey<long>>
{
    /// <summary>The details of a passkey are one JSON text; nothing in them is searched by.</summary>
    public void Configure(EntityTypeBuilder<IdentityUserPasskey<long>> builder)
    {
        builder.ToTable("staff_passkeys").HasKey(passkey => passkey.CredentialId);
        builder.HasOne<StaffMember>().WithMany().HasForeignKey(passkey => passkey.UserId);
        builder.Property(passkey => passkey.Data).HasConversion(
            data => Write(data),
            text => Read(text),
            new ValueComparer<IdentityPasskeyData>(
                (left, right) => Write(left!) == Write(right!),
                data => Write(data).GetHashCode(StringComparison.Ordinal),
                data => Read(Write(data))));
    }

    private static string Write(IdentityPasskeyData data) => JsonSerializer.Serialize(data);

    private static IdentityPasskeyData Read(string text) => JsonSerializer.Deserialize<IdentityPasskeyData>(text)!;
}

internal sealed class OneTimeLinkMapping : IEntityTypeConfiguration<OneTimeLink>
{
    public void Configure(EntityTypeBuilder<OneTimeLink> builder)
    {
        builder.ToTable("one_time_links").HasKey(link => link.SecretHash);
        builder.Property(link => link.UsedAt).IsConcurrencyToken();
        builder.HasOne<StaffMember>().WithMany().HasForeignKey(link => link.StaffId);
    }
}

internal sealed class SignInTryMapping : IEntityTypeConfiguration<SignInTry>
{
    public void Configure(EntityTypeBuilder<SignInTry> builder) =>
        builder.ToTable("sign_in_tries").Property(attempt => attempt.Id).ValueGeneratedNever();
}

internal sealed class StaffChangeMapping : IEntityTypeConfiguration<StaffChange>
{
    public void Configure(EntityTypeBuilder<StaffChange> builder) =>
        builder.ToTable("staff_changes").Property(change => change.Id).ValueGeneratedNever();
}
