using System.Reflection;
using System.Reflection.Emit;
using System.Text.RegularExpressions;

namespace Liant.Tests.HouseRules;

/// <summary>Which types a type uses: its bases, members, attributes, local variables, and what its method bodies call.</summary>
internal static partial class TypeUse
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    /// <summary>The module that a type belongs to: Liant.Modules.X, or the compiled page of a file under Modules/X; null outside the modules.</summary>
    public static string? ModuleOf(Type type)
    {
        var outermost = Outermost(type);
        var match = outermost.Namespace == "AspNetCoreGeneratedDocument" ? PageName().Match(outermost.Name) : ModuleName().Match(outermost.Namespace + ".");
        return match.Success && match.Groups[1].Value.Length > 0 ? match.Groups[1].Value : null;
    }

    /// <summary>Outermost types used, of the same assembly or of those named.</summary>
    public static HashSet<Type> UsedBy(Type type)
    {
        var used = new HashSet<Type>();
        Add(used, type.BaseType);
        AddAll(used, type.GetInterfaces());
        AddAll(used, type.GetCustomAttributesData().Select(attribute => attribute.AttributeType));
        foreach (var member in type.GetMembers(Declared))
        {
            AddAll(used, member.GetCustomAttributesData().SelectMany(attribute => attribute.ConstructorArguments.Select(argument => argument.Value as Type).Append(attribute.AttributeType)));
            switch (member)
            {
                case FieldInfo field:
                    Add(used, field.FieldType);
                    break;
                case PropertyInfo property:
                    Add(used, property.PropertyType);
                    break;
                case MethodBase method:
                    AddMethod(used, method);
                    break;
            }
        }

        foreach (var nested in type.GetNestedTypes(Declared))
        {
            used.UnionWith(UsedBy(nested));
        }

        return used;
    }

    private static void AddMethod(HashSet<Type> used, MethodBase method)
    {
        Add(used, (method as MethodInfo)?.ReturnType);
        AddAll(used, method.GetParameters().Select(parameter => parameter.ParameterType));
        if (method.GetMethodBody() is not { } body)
        {
            return;
        }

        AddAll(used, body.LocalVariables.Select(local => local.LocalType));
        AddAll(used, body.ExceptionHandlingClauses.Where(clause => clause.Flags == ExceptionHandlingClauseOptions.Clause).Select(clause => clause.CatchType));
        foreach (var member in MembersNamed(method, body.GetILAsByteArray()!))
        {
            Add(used, member as Type ?? member.DeclaringType);
            if (member is MethodInfo called)
            {
                Add(used, called.ReturnType);
                AddAll(used, called.GetParameters().Select(parameter => parameter.ParameterType).Concat(called.IsGenericMethod ? called.GetGenericArguments() : []));
            }
            else if (member is FieldInfo field)
            {
                Add(used, field.FieldType);
            }
        }
    }

    /// <summary>Walks the instructions and resolves the tokens of those that name a member.</summary>
    private static IEnumerable<MemberInfo> MembersNamed(MethodBase method, byte[] code)
    {
        var typeArguments = method.DeclaringType is { IsGenericType: true } generic ? generic.GetGenericArguments() : null;
        var methodArguments = method is MethodInfo { IsGenericMethod: true } ? method.GetGenericArguments() : null;
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xFE ? unchecked((short)(0xFE00 | code[at + 1])) : code[at];
            at += code[at] == 0xFE ? 2 : 1;
            var operand = OpCodesByValue[value].OperandType;
            if (operand is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
            {
                yield return method.Module.ResolveMember(BitConverter.ToInt32(code, at), typeArguments, methodArguments)!;
            }

            at += operand switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, at),
                _ => 4,
            };
        }
    }

    private static void AddAll(HashSet<Type> used, IEnumerable<Type?> types)
    {
        foreach (var type in types)
        {
            Add(used, type);
        }
    }

    private static void Add(HashSet<Type> used, Type? type)
    {
        if (type is null || type.IsGenericParameter)
        {
            return;
        }

        if (type.HasElementType)
        {
            Add(used, type.GetElementType());
            return;
        }

        if (type.IsGenericType)
        {
            AddAll(used, type.GetGenericArguments());
        }

        used.Add(Outermost(type.IsGenericType ? type.GetGenericTypeDefinition() : type));
    }

    private static Type Outermost(Type type)
    {
        while (type.DeclaringType is { } outer)
        {
            type = outer;
        }

        return type;
    }

    [GeneratedRegex(@"\.Modules\.(\w+)\.")]
    private static partial Regex ModuleName();

    [GeneratedRegex(@"^Modules_(?!_)([A-Za-z]+)_")]
    private static partial Regex PageName();
}
