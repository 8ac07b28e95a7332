using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Scrutiny.Web.Access;

namespace Scrutiny.Tests.Accounts;

/// <summary>What a form or an address can set: plain words, never something that is stored.</summary>
[Category("G-5")]
internal sealed class BoundTypesTests
{
    [Test]
    public void Forms_and_addresses_fill_plain_values_only()
    {
        var bound =
            from page in Pages()
            from member in page.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetCustomAttribute<BindPropertyAttribute>() is not null).Select(property => (property.Name, Type: property.PropertyType))
                .Concat(page.GetMethods().Where(method => (method.Name.StartsWith("OnGet", StringComparison.Ordinal) || method.Name.StartsWith("OnPost", StringComparison.Ordinal)) && method.DeclaringType == page).SelectMany(method => method.GetParameters()).Select(parameter => (Name: parameter.Name!, Type: parameter.ParameterType)))
            where !IsPlain(member.Type)
            select $"{page.FullName}.{member.Name}: {member.Type.Name}";

        Assert.That(Pages().Count(), Is.GreaterThan(20));
        Assert.That(bound, Is.Empty);
    }

    [Test]
    public void No_page_and_no_answer_holds_an_account_as_it_is_stored()
    {
        var holders = typeof(AccessTable).Assembly.GetTypes().Where(type => type.Namespace?.StartsWith("Scrutiny.Web.Pages", StringComparison.Ordinal) == true || type.Namespace?.StartsWith("Scrutiny.Web.Api", StringComparison.Ordinal) == true)
            .Where(type => type.GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static).Any(property => property.PropertyType == typeof(Account)));

        Assert.That(holders, Is.Empty);
        Assert.That(typeof(ListedAccount).GetProperties().Select(property => property.Name), Has.None.Match("Hash|Stamp|Secret"));
    }

    private static IEnumerable<Type> Pages() => typeof(AccessTable).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(PageModel)) && !type.IsAbstract);

    private static bool IsPlain(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain.IsGenericType && plain.GetGenericTypeDefinition() == typeof(List<>))
        {
            return IsPlain(plain.GetGenericArguments()[0]);
        }

        // A form of a page's own, made of plain values: it stands with the page and is stored nowhere.
        if (plain.Namespace?.StartsWith("Scrutiny.Web.Pages.", StringComparison.Ordinal) == true && plain.IsClass)
        {
            return plain.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite).All(property => IsPlain(property.PropertyType));
        }

        return plain.IsPrimitive || plain.IsEnum || plain == typeof(string) || plain == typeof(string[]) || plain == typeof(IFormFile) || plain == typeof(CancellationToken) || plain == typeof(DateOnly) || plain == typeof(decimal);
    }
}
