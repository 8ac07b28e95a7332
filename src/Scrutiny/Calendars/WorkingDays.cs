namespace Scrutiny.Calendars;

/// <summary>Days on which offices work: neither a Saturday, nor a Sunday, nor a bank holiday in England.</summary>
/// <param name="Holidays">The bank holidays that are entered.</param>
public sealed record WorkingDays(IReadOnlyList<BankHoliday> Holidays)
{
    /// <summary>The day that lies a number of working days before another.</summary>
    /// <param name="day">The other day, which is not counted.</param>
    /// <param name="count">How many working days.</param>
    public DateOnly Before(DateOnly day, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        while (count > 0)
        {
            day = day.AddDays(-1);
            count -= IsWorked(day) ? 1 : 0;
        }

        return day;
    }

    /// <summary>The day that lies a number of working days after another.</summary>
    /// <param name="day">The other day, which is not counted.</param>
    /// <param name="count">How many working days.</param>
    public DateOnly After(DateOnly day, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        while (count > 0)
        {
            day = day.AddDays(1);
            count -= IsWorked(day) ? 1 : 0;
        }

        return day;
    }

    /// <summary>Whether the bank holidays of a day's year are entered; without them a count may be a day or two out.</summary>
    /// <param name="day">The day.</param>
    public bool Knows(DateOnly day) => Holidays.Any(holiday => holiday.Date.Year == day.Year);

    private bool IsWorked(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && Holidays.All(holiday => holiday.Date != day);
}

/// <summary>A bank holiday in England.</summary>
public sealed record BankHoliday
{
    /// <summary>The day.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>What it is called.</summary>
    public required string Name { get; init; }
}

/// <summary>The file <c>dashboards/bank-holidays.yaml</c>.</summary>
public sealed record BankHolidayFile
{
    /// <summary>Always <c>bank-holidays/1</c>.</summary>
    public required string Schema { get; init; }

    /// <summary>The days, in order.</summary>
    public required IReadOnlyList<BankHoliday> Holidays { get; init; }
}
