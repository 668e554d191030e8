using Kept.Domain.Cases;

namespace Kept.Domain.Contacts;

/// <summary>
/// Failure demand, as the avoidable-contact indicator NI 14 counts it: somebody had to get in touch about a matter we
/// have already, and told us nothing we did not know.
/// </summary>
public static class ChaserRule
{
    public static bool IsChaser(Case about, bool incoming, bool bringsNews) => incoming && !bringsNews && !about.IsClosed;
}
