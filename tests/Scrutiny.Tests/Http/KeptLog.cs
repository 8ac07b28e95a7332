using System.Text;
using Microsoft.Extensions.Logging;

namespace Scrutiny.Tests.Http;

/// <summary>All lines that a program of the tests would have written to its log.</summary>
internal sealed class KeptLog : ILoggerProvider, ILogger
{
    private readonly StringBuilder text = new();

    public string Text
    {
        get
        {
            lock (text)
            {
                return text.ToString();
            }
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (text)
        {
            text.Append(formatter(state, exception)).Append(' ').Append(exception).Append('\n');
        }
    }

    public void Dispose()
    {
    }
}
