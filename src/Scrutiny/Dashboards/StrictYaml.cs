using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Scrutiny.Dashboards;

/// <summary>
/// Reads a declaration strictly: UTF-8, at most 256 kB, no anchors, aliases or tags; unknown and repeated fields, missing ones and
/// values of the wrong kind are faults with line and column. Keys are snake_case, enumeration values kebab-case.
/// </summary>
public static class StrictYaml
{
    /// <summary>Largest declaration accepted, in bytes.</summary>
    public const int MaxBytes = 256 * 1024;

    private const int MaxDepth = 32;

    /// <summary>Reads one file. Faults are added to <paramref name="faults"/>; the result is null where there were any.</summary>
    /// <typeparam name="T">A record with init properties; <c>required</c> ones must be given.</typeparam>
    /// <param name="path">The file to read.</param>
    /// <param name="shownAs">The name that faults show.</param>
    /// <param name="faults">Receives every fault, not only the first.</param>
    public static Declaration<T>? Read<T>(string path, string shownAs, ICollection<Fault> faults)
        where T : class
    {
        var bytes = File.ReadAllBytes(path);
        if (bytes.Length > MaxBytes)
        {
            faults.Add(new Fault(shownAs, 0, 0, $"The file has {bytes.Length} bytes; a declaration may have {MaxBytes}. Split it or move data out of it."));
            return null;
        }

        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            faults.Add(new Fault(shownAs, 0, 0, "The file is not UTF-8; save it as UTF-8."));
            return null;
        }

        if (Parse(text, shownAs, faults) is not { } root)
        {
            return null;
        }

        var before = faults.Count;
        var binder = new Binder(shownAs, faults);
        var value = binder.Bind(root, typeof(T), "the file") as T;

        return faults.Count > before || value is null
            ? null
            : new Declaration<T>(Path.GetFileNameWithoutExtension(path), shownAs, Convert.ToHexStringLower(SHA256.HashData(bytes)), value) { Positions = binder.Positions };
    }

    private static YamlNode? Parse(string text, string file, ICollection<Fault> faults)
    {
        try
        {
            var parser = new Parser(new StringReader(text));
            var depth = 0;
            while (parser.MoveNext())
            {
                depth += parser.Current!.NestingIncrease;
                if (depth > MaxDepth)
                {
                    faults.Add(At(file, parser.Current.Start, $"Values are nested more than {MaxDepth} deep; a declaration needs far less."));
                    return null;
                }

                if (parser.Current is AnchorAlias || parser.Current is NodeEvent { Anchor.IsEmpty: false })
                {
                    faults.Add(At(file, parser.Current.Start, "Anchors and aliases (& and *) are not allowed; write the value out."));
                    return null;
                }

                if (parser.Current is NodeEvent { Tag.IsEmpty: false })
                {
                    faults.Add(At(file, parser.Current.Start, "Tags (!) are not allowed; remove it."));
                    return null;
                }
            }

            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count == 1)
            {
                return stream.Documents[0].RootNode;
            }

            faults.Add(new Fault(file, 0, 0, "The file is empty or holds several documents; it must hold one."));
            return null;
        }
        catch (YamlException fault)
        {
            faults.Add(At(file, fault.Start, fault.InnerException is null && fault.Message.Contains("Duplicate", StringComparison.OrdinalIgnoreCase)
                ? $"A field stands here a second time ({fault.Message.TrimEnd('.')}); keep one."
                : $"Not valid YAML: {fault.Message.TrimEnd('.')}."));
            return null;
        }
    }

    private static Fault At(string file, Mark mark, string message) => new(file, (int)mark.Line, (int)mark.Column, message);

    private sealed class Binder(string file, ICollection<Fault> faults)
    {
        public Dictionary<(object, string), (int, int)> Positions { get; } = new(new ByReference());

        public object? Bind(YamlNode node, Type type, string what)
        {
            type = Nullable.GetUnderlyingType(type) ?? type;
            if (type == typeof(string) || type.IsValueType)
            {
                return Scalar(node, type, what);
            }

            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            {
                return List(node, type.GetGenericArguments()[0], what);
            }

            return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)
                ? Dictionary(node, type.GetGenericArguments()[1], what)
                : Record(node, type, what);
        }

        private object? Scalar(YamlNode node, Type type, string what)
        {
            if (node is not YamlScalarNode { Value: { } text } scalar)
            {
                faults.Add(At(file, node.Start, $"{what} must be a single value."));
                return null;
            }

            if (type == typeof(string))
            {
                return text;
            }

            if (type.IsEnum)
            {
                var names = Enum.GetNames(type).ToDictionary(KebabNaming.Policy.ConvertName, name => Enum.Parse(type, name));
                if (names.TryGetValue(text, out var value))
                {
                    return value;
                }

                faults.Add(At(file, scalar.Start, $"{what} is '{text}'; allowed: {string.Join(", ", names.Keys)}{NearestMatch.Hint(text, names.Keys)}"));
                return null;
            }

            object? parsed = type switch
            {
                _ when type == typeof(int) && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
                _ when type == typeof(decimal) && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => number,
                _ when type == typeof(bool) && bool.TryParse(text, out var truth) => truth,
                _ when type == typeof(DateOnly) && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) => date,
                _ when type == typeof(DateTimeOffset) && DateTimeOffset.TryParseExact(text, "yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) => moment,
                _ => null,
            };
            if (parsed is null)
            {
                var kind = type == typeof(int) ? "a whole number" : type == typeof(decimal) ? "a number" : type == typeof(bool) ? "true or false" : type == typeof(DateOnly) ? "a date such as 2026-10-31" : "a moment such as 2026-10-31T18:00:00Z";
                faults.Add(At(file, scalar.Start, $"{what} is '{text}'; it must be {kind}."));
            }

            return parsed;
        }

        private IList? List(YamlNode node, Type element, string what)
        {
            if (node is not YamlSequenceNode sequence)
            {
                faults.Add(At(file, node.Start, $"{what} must be a list."));
                return null;
            }

            var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
            foreach (var child in sequence)
            {
                if (Bind(child, element, $"{what}, entry {list.Count + 1},") is { } value)
                {
                    list.Add(value);
                }
            }

            return list;
        }

        private IDictionary? Dictionary(YamlNode node, Type element, string what)
        {
            if (node is not YamlMappingNode mapping)
            {
                faults.Add(At(file, node.Start, $"{what} must be a set of names and values."));
                return null;
            }

            var dictionary = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), element))!;
            foreach (var (key, child) in mapping)
            {
                if (key is not YamlScalarNode { Value: { } name })
                {
                    faults.Add(At(file, key.Start, $"a name in {what} must be a single value."));
                    continue;
                }

                if (Bind(child, element, $"{what}, '{name}',") is { } value)
                {
                    dictionary[name] = value;
                }
            }

            return dictionary;
        }

        private object? Record(YamlNode node, Type type, string what)
        {
            if (node is not YamlMappingNode mapping)
            {
                faults.Add(At(file, node.Start, $"{what} must be a set of fields."));
                return null;
            }

            var record = Activator.CreateInstance(type)!;
            var properties = type.GetProperties().Where(property => property.CanWrite).ToDictionary(property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
            var given = new HashSet<string>();
            foreach (var (keyNode, child) in mapping)
            {
                var key = keyNode is YamlScalarNode { Value: { } name } ? name : "";
                if (!properties.TryGetValue(key, out var property))
                {
                    faults.Add(At(file, keyNode.Start, $"'{key}' is not a field of {what}; fields: {string.Join(", ", properties.Keys)}{NearestMatch.Hint(key, properties.Keys)}"));
                    continue;
                }

                given.Add(key);
                Positions[(record, property.Name)] = ((int)child.Start.Line, (int)child.Start.Column);
                if (Bind(child, property.PropertyType, $"'{key}'") is not { } value)
                {
                    continue;
                }

                property.SetValue(record, value);
                if (child is YamlSequenceNode sequence)
                {
                    for (var i = 0; i < sequence.Children.Count; i++)
                    {
                        Positions[(record, $"{property.Name}[{i}]")] = ((int)sequence.Children[i].Start.Line, (int)sequence.Children[i].Start.Column);
                    }
                }
            }

            foreach (var missing in properties.Where(pair => !given.Contains(pair.Key) && pair.Value.IsDefined(typeof(RequiredMemberAttribute))))
            {
                faults.Add(At(file, mapping.Start, $"{what} lacks the field '{missing.Key}'; add it."));
            }

            return record;
        }
    }

    private sealed class ByReference : IEqualityComparer<(object Owner, string Key)>
    {
        // Records compare by value; two equal entries of a list stand at different lines.
        public bool Equals((object Owner, string Key) x, (object Owner, string Key) y) => ReferenceEquals(x.Owner, y.Owner) && x.Key == y.Key;

        public int GetHashCode((object Owner, string Key) value) => HashCode.Combine(RuntimeHelpers.GetHashCode(value.Owner), value.Key);
    }
}
