namespace Kept.Mail.Outgoing.Smtp;

/// <summary>One answer of a relay (RFC 5321, 4.2): a code of three digits and the words after it, all lines joined.</summary>
internal sealed record SmtpReply(int Code, string Words)
{
    public bool IsPositive => Code is >= 200 and < 300;

    public bool GoesOn => Code is >= 300 and < 400;

    public bool IsForGood => Code >= 500;

    /// <summary>The relay closes down: no mail will pass now.</summary>
    public bool ClosesDown => Code == 421;

    /// <summary>
    /// The relay wants us to sign in or to encrypt: true of every mail, whoever it is for, and mended in the settings.
    /// </summary>
    public bool IsAboutUs => Code is 530 or 534 or 535 or 538;

    public override string ToString() => $"{Code} {Words}".TrimEnd();
}
