using System.Net;
using System.Net.Mail;
using System.Text;
using Microsoft.Extensions.Options;

namespace Scrutiny.Ingest.Mailing;

/// <summary>The configured SMTP server, through the framework's client.</summary>
internal sealed class SmtpPostOffice(IOptions<MailSettings> options) : IPostOffice
{
    public async Task<Posting> SendAsync(Letter letter, CancellationToken cancel)
    {
        var settings = options.Value;
        if (!MailAddress.TryCreate(letter.To, out var to))
        {
            return new Posting(PostingOutcome.Never, null);
        }

        using var message = new MailMessage(new MailAddress(settings.From, settings.Body), to)
        {
            Subject = letter.Subject,
            SubjectEncoding = Encoding.UTF8,
            Body = letter.Text,
            BodyEncoding = Encoding.UTF8,
            IsBodyHtml = false,
        };
        message.Headers.Add("List-Unsubscribe", $"<{letter.StopAddress}>");
        message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        message.Headers.Add("Auto-Submitted", "auto-generated");
        using var client = new SmtpClient(settings.Server, settings.Port) { EnableSsl = settings.Encrypted, DeliveryFormat = SmtpDeliveryFormat.International };
        if (settings.User.Length > 0)
        {
            client.Credentials = new NetworkCredential(settings.User, settings.Password);
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(settings.TrySeconds));
        try
        {
            await client.SendMailAsync(message, patience.Token);
            return new Posting(PostingOutcome.Taken, (int)SmtpStatusCode.Ok);
        }
        catch (SmtpFailedRecipientException refused)
        {
            var status = (int)refused.StatusCode;
            return new Posting(status >= 500 ? PostingOutcome.Never : PostingOutcome.NotNow, status);
        }
        catch (SmtpException fault)
        {
            return new Posting(PostingOutcome.NotNow, (int)fault.StatusCode is > 0 and var status ? status : null);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new Posting(PostingOutcome.NotNow, null);
        }
    }
}
