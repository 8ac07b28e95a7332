using System.Globalization;

namespace Scrutiny.Ingest.Reading;

/// <summary>Numbers as publishers write them. Whatever is not plainly a number is refused, so that no marker is read as one.</summary>
internal static class Number
{
    // A double holds 15 significant decimal digits; what a spreadsheet stores beyond them is the noise of binary fractions.
    private const int SignificantDigits = 15;
    private const int LongestNumber = 64;

    /// <summary>
    /// Reads <c>155,217 </c>, <c>-2.7</c>, <c>(12)</c>, <c>£1,234</c>, <c>8.53E-2</c>, and <c>84%</c> as 84: the source's
    /// mapping decides the scale. A fraction of more than 15 significant digits is rounded to 15.
    /// </summary>
    /// <returns>Whether the whole text is one number that a <see cref="decimal"/> can hold.</returns>
    internal static bool TryParse(string raw, out decimal value)
    {
        value = 0;
        ReadOnlySpan<char> text = Trim(raw);
        bool negative = false;

        if (text is ['(', .. var inner, ')'])
        {
            negative = true;
            text = Trim(inner);
        }

        if (text is [.. var beforePercent, '%'])
        {
            text = Trim(beforePercent);
        }

        bool signed = negative;
        bool currency = false;
        while (text.Length > 0 && text[0] is '-' or '+' or '\u2212' or '£' or '€' or '$')
        {
            if (text[0] is '£' or '€' or '$')
            {
                if (currency)
                {
                    return false;
                }

                currency = true;
            }
            else
            {
                // One sign, either side of the currency; none inside brackets, which are a sign already.
                if (signed)
                {
                    return false;
                }

                signed = true;
                negative = text[0] != '+';
            }

            text = text[1..];
        }

        if (text.Length is 0 or > LongestNumber)
        {
            return false;
        }

        Span<char> plain = stackalloc char[LongestNumber];
        if (!TryReadMantissa(ref text, plain, out int length, out int significant, out bool fraction)
            || !TryReadExponent(text, out int exponent)
            || !decimal.TryParse(plain[..length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value))
        {
            return false;
        }

        if (text.Length > 0 && !TryScale(plain[..length], exponent, out value))
        {
            return false;
        }

        if (significant > SignificantDigits && (fraction || text.Length > 0))
        {
            value = RoundToSignificant(value);
        }

        value = negative ? -value : value;
        return true;
    }

    /// <summary>Copies digits and point without group separators, and leaves the exponent, if any, in <paramref name="text"/>.</summary>
    private static bool TryReadMantissa(
        ref ReadOnlySpan<char> text, scoped Span<char> plain, out int length, out int significant, out bool fraction)
    {
        length = significant = 0;
        fraction = false;
        char separator = '\0';
        int digits = 0;
        int inGroup = 0;
        int at = 0;

        for (; at < text.Length; at++)
        {
            char next = text[at];
            if (char.IsAsciiDigit(next))
            {
                plain[length++] = next;
                digits++;
                inGroup++;
                significant += significant > 0 || next != '0' ? 1 : 0;
            }
            else if (next == '.' && !fraction)
            {
                if (separator != '\0' && inGroup != 3)
                {
                    return false;
                }

                fraction = true;
                plain[length++] = next;
                inGroup = 0;
            }
            else if (!fraction && IsGroupSeparator(next) && (separator == '\0' || separator == next))
            {
                // "1,23,4" is no number: the first group has one to three digits and each later one exactly three.
                if (separator == '\0' ? inGroup is 0 or > 3 : inGroup != 3)
                {
                    return false;
                }

                separator = next;
                inGroup = 0;
            }
            else if (next is 'e' or 'E' && separator == '\0')
            {
                break;
            }
            else
            {
                return false;
            }
        }

        text = text[at..];
        return digits > 0 && (fraction ? inGroup > 0 : separator == '\0' || inGroup == 3);
    }

    private static bool TryReadExponent(ReadOnlySpan<char> text, out int exponent)
    {
        exponent = 0;
        return text.Length == 0
            || (int.TryParse(text[1..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)
                && exponent is >= -400 and <= 28);
    }

    private static bool TryScale(ReadOnlySpan<char> mantissa, int exponent, out decimal value) =>
        decimal.TryParse(
            string.Create(CultureInfo.InvariantCulture, $"{mantissa}E{exponent}"),
            NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value);

    private static decimal RoundToSignificant(decimal value)
    {
        if (value == 0)
        {
            return value;
        }

        int whole = (int)Math.Floor(Math.Log10((double)value)) + 1;
        int decimals = SignificantDigits - whole;
        decimal rounded = decimals >= 0 ? Math.Round(value, Math.Min(decimals, 28), MidpointRounding.AwayFromZero) : value;

        // Division by one with all its zeros drops trailing zeros: 5656.31000 and 5656.31 are one figure and must print as one.
        return rounded / 1.0000000000000000000000000000m;
    }

    // Non-breaking and thin spaces group digits; a plain space between digits is two numbers, or a number and a footnote.
    private static bool IsGroupSeparator(char character) => character is ',' or '\u00A0' or '\u2009' or '\u202F';

    private static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text) => text.Trim().Trim("\uFEFF\u200B");
}
