using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Scrutiny.Web.Api;

/// <summary>How an address says what a picture should look like.</summary>
// Properties, not a constructor: the OpenAPI document can't read descriptions of constructor parameters.
internal sealed class PictureParameters
{
    [FromQuery(Name = "width"), Description("Width in pixels, 320 to 1920; 800 by default.")]
    public int? Width { get; init; }

    [FromQuery(Name = "height"), Description("Height in pixels, 200 to 1080; by default it follows from the width.")]
    public int? Height { get; init; }

    [FromQuery(Name = "scale"), Description("Enlarges text, lines and marks, 1 to 4, for screens that are read from afar; the width must be at least 320 times this.")]
    public double? Scale { get; init; }

    [FromQuery(Name = "title"), Description("false leaves title and subtitle out, where both stand beside the picture.")]
    public bool? Title { get; init; }

    [FromQuery(Name = "theme"), Description("light, dark or print.")]
    public string? Theme { get; init; }
}
