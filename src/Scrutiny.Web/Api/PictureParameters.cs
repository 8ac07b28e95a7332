using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Scrutiny.Web.Api;

/// <summary>How an address says what a picture should look like.</summary>
// Properties, not a constructor: the OpenAPI document can't read descriptions of constructor parameters.
internal sealed class PictureParameters
{
    [FromQuery(Name = "width"), Description("Width in pixels, 320 to 1920; 800 by default.")]
    public int? Width { get; init; }

    [FromQuery(Name = "theme"), Description("light, dark or print.")]
    public string? Theme { get; init; }
}
