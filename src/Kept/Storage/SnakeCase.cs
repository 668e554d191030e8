using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Kept.Storage;

/// <summary>Tables and columns carry the names of entities and properties in snake_case, unless a mapping says otherwise.</summary>
internal static class SnakeCase
{
    public static void Apply(ModelBuilder model)
    {
        var unnamed = model.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties())
            .Where(property => property.FindAnnotation(RelationalAnnotationNames.ColumnName) is null);
        foreach (var property in unnamed)
        {
            property.SetColumnName(Of(property.Name));
        }
    }

    public static string Of(string name)
    {
        var result = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0)
            {
                result.Append('_');
            }

            result.Append(char.ToLowerInvariant(name[i]));
        }

        return result.ToString();
    }
}
