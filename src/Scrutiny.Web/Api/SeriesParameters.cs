using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Scrutiny.Dashboards;
using Scrutiny.Web.Body;
using Scrutiny.Web.Figures;

namespace Scrutiny.Web.Api;

/// <summary>How an address names a series: the same words for points, judgement, chart and file.</summary>
// Properties, not a constructor: the OpenAPI document can't read descriptions of constructor parameters.
internal sealed class SeriesParameters
{
    [FromRoute(Name = "id"), Description("The measure's id.")]
    public required string Id { get; init; }

    [FromQuery(Name = "area"), Description("ONS code of the area; by default the body's own.")]
    public string? Area { get; init; }

    [FromQuery(Name = "breakdown"), Description("Key of the breakdown; without it, the total.")]
    public string? Breakdown { get; init; }

    [FromQuery(Name = "as-known"), Description("A moment in UTC such as 2021-04-01T18:42:00Z.")]
    public string? AsKnown { get; init; }

    [FromServices]
    public required Catalogue Catalogue { get; init; }

    [FromServices]
    public required IOptions<BodySettings> Body { get; init; }

    /// <summary>The question, or the answer that says what is wrong with it.</summary>
    public (SeriesQuestion? Question, IResult? Wrong) Read()
    {
        var (question, status, wrong) = SeriesQuestion.Read(Catalogue, Id, Area, Breakdown, AsKnown, Body.Value.Area);
        return (question, question is null ? ApiSetup.Problem(status, wrong!) : null);
    }
}
