namespace Kept.Testing.Databases;

/// <summary>The databases Kept runs on; a test takes one as its parameter, see <see cref="DatabasesAttribute"/>.</summary>
public enum Database
{
    Sqlite,
    PostgreSql,
}
