using System.Reflection;
using System.Reflection.Emit;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Adjoint.Extension.DotNetInteractive;

/// <summary>The classes, one per command, of which the engine makes one instance per call. They must derive from a class of the engine, so they exist only at run time.</summary>
internal static class BoundCall
{
    private const string Bound = "Bound";

    /// <summary>
    /// <c>class AdjointMatrix : KernelDirectiveCommand { [JsonExtensionData] public Dictionary&lt;string, JsonElement&gt; Bound { get; set; } }</c>: the engine writes the arguments
    /// as JSON and reads that into this class. It knows the classes by their simple names and has one handler for each.
    /// </summary>
    public static Type DerivedFrom(Type baseCommand, MagicCommand command)
    {
        var values = typeof(Dictionary<string, JsonElement>);
        var type = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName($"Adjoint.Calls.{command.Name}"), AssemblyBuilderAccess.Run)
            .DefineDynamicModule("Calls")
            .DefineType($"Adjoint{char.ToUpperInvariant(command.Name[0])}{command.Name[1..]}", TypeAttributes.Public | TypeAttributes.Class, baseCommand);
        var field = type.DefineField("bound", values, FieldAttributes.Private);
        var property = type.DefineProperty(Bound, PropertyAttributes.None, values, null);
        property.SetCustomAttribute(new CustomAttributeBuilder(typeof(JsonExtensionDataAttribute).GetConstructor([])!, []));

        const MethodAttributes Accessor = MethodAttributes.Public | MethodAttributes.SpecialName | MethodAttributes.HideBySig;
        var get = type.DefineMethod($"get_{Bound}", Accessor, values, []);
        var code = get.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldfld, field);
        code.Emit(OpCodes.Ret);
        property.SetGetMethod(get);

        var set = type.DefineMethod($"set_{Bound}", Accessor, null, [values]);
        code = set.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Stfld, field);
        code.Emit(OpCodes.Ret);
        property.SetSetMethod(set);

        type.DefineDefaultConstructor(MethodAttributes.Public);
        return type.CreateType();
    }

    /// <summary>The argument that the engine bound to a parameter: its text, <c>true</c> for a flag that is set; null if there is none.</summary>
    public static string? Value(object call, CommandParameter parameter)
    {
        var bound = (Dictionary<string, JsonElement>?)call.GetType().GetProperty(Bound)!.GetValue(call);
        return bound is null || !bound.TryGetValue(CamelCase(parameter.Name), out var value) ? null : value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Null or JsonValueKind.Undefined => null,
            JsonValueKind.False when parameter.Type is ParameterType.Flag => null,
            _ => value.GetRawText(),
        };
    }

    // As the engine names the property of a parameter: --user-name is userName.
    private static string CamelCase(string name) =>
        string.Concat(name.Split('-').Select((word, i) => i == 0 || word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));
}
