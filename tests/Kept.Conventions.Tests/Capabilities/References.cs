using System.Collections.Frozen;
using System.Reflection;
using System.Reflection.Emit;

namespace Kept.Conventions.Tests.Capabilities;

/// <summary>Which types the compiled code of a type really uses: in signatures, attributes and every instruction.</summary>
internal static class References
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly FrozenDictionary<short, OpCode> Codes = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!).ToFrozenDictionary(code => code.Value);

    public static IEnumerable<Type> Of(Type type) => Raw(type).SelectMany(Parts).Distinct();

    private static IEnumerable<Type?> Raw(Type type)
    {
        yield return type.BaseType;
        foreach (var used in type.GetInterfaces().Concat(AttributesOf(type)))
        {
            yield return used;
        }

        foreach (var field in type.GetFields(Everything))
        {
            yield return field.FieldType;
        }

        foreach (var method in type.GetMethods(Everything).Cast<MethodBase>().Concat(type.GetConstructors(Everything)))
        {
            foreach (var used in Of(method))
            {
                yield return used;
            }
        }
    }

    private static IEnumerable<Type?> Of(MethodBase method) =>
        method.GetParameters().Select(parameter => parameter.ParameterType)
            .Append((method as MethodInfo)?.ReturnType)
            .Concat(AttributesOf(method))
            .Concat(method.GetMethodBody()?.LocalVariables.Select(local => local.LocalType) ?? [])
            .Concat(Instructions(method));

    private static IEnumerable<Type?> AttributesOf(MemberInfo member) => member.CustomAttributes.SelectMany(attribute =>
        attribute.ConstructorArguments.Select(argument => argument.Value as Type).Prepend(attribute.AttributeType));

    /// <summary>Reads the instructions one by one and resolves the tokens in them (ECMA-335, III).</summary>
    private static IEnumerable<Type?> Instructions(MethodBase method)
    {
        var bytes = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var i = 0; i < bytes.Length;)
        {
            var code = bytes[i] == 0xFE ? Codes[unchecked((short)(0xFE00 | bytes[i + 1]))] : Codes[bytes[i]];
            i += code.Size;
            if (code.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
            {
                foreach (var used in Resolve(method, BitConverter.ToInt32(bytes, i)))
                {
                    yield return used;
                }
            }

            i += SizeOf(code.OperandType, bytes, i);
        }
    }

    private static int SizeOf(OperandType operand, byte[] bytes, int position) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(bytes, position)),
        _ => 4,
    };

    private static IEnumerable<Type?> Resolve(MethodBase method, int token)
    {
        var member = method.Module.ResolveMember(
            token,
            method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null,
            method.IsGenericMethod ? method.GetGenericArguments() : null);
        return member switch
        {
            Type named => [named],
            FieldInfo field => [field.DeclaringType, field.FieldType],
            MethodInfo called => [called.DeclaringType, called.ReturnType, .. called.IsGenericMethod ? called.GetGenericArguments() : []],
            ConstructorInfo constructor => [constructor.DeclaringType],
            _ => [],
        };
    }

    /// <summary>The type itself, what it is an array or reference of, and what it is generic over.</summary>
    private static IEnumerable<Type> Parts(Type? type)
    {
        if (type is null || type.IsGenericParameter)
        {
            return [];
        }

        if (type.HasElementType)
        {
            return Parts(type.GetElementType());
        }

        return type.IsGenericType
            ? type.GetGenericArguments().SelectMany(Parts).Prepend(type.GetGenericTypeDefinition())
            : [type];
    }
}
