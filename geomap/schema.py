"""The events table: one documented schema for every step between reading and drawing.

One row for each event **and place**. Rows of one event share `event_id`, and every
total counts an event once. The table is a GeoDataFrame in EPSG:4326; an unplaced row
keeps its place in the table with an empty geometry and says why in `status` and `why`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import geopandas as gpd

CRS = "EPSG:4326"

Group = Literal["event", "when", "how many", "where", "front", "who says", "evidence"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its type in words, what it holds, and its group."""

    name: str
    type: Literal["text", "date", "number", "integer", "list", "geometry"]
    description: str
    group: Group


COLUMNS: tuple[Column, ...] = (
    Column(
        "event_id", "text", "Shared by the rows of one event; stable for the same input.", "event"
    ),
    Column(
        "event_type", "text", "ACLED's event type where it has one, else the project's.", "event"
    ),
    Column("sub_event_type", "text", "ACLED's sub-event type where it has one.", "event"),
    Column(
        "outcome",
        "text",
        "repelled, captured, liberated, advanced, retreated, ongoing ...",
        "event",
    ),
    Column("actor", "text", "Who acts, in general words.", "event"),
    Column("target", "text", "Who or what is acted on.", "event"),
    Column("event_date", "date", "First day of the event, ISO 8601; empty where unknown.", "when"),
    Column("end_date", "date", "Last day of the event, ISO 8601.", "when"),
    Column(
        "date_precision",
        "integer",
        "UCDP date_prec: 1 a day, 2 up to 6 days, 3 a week, 4 a month, 5 more.",
        "when",
    ),
    Column("claim_date", "date", "The day it was said.", "when"),
    Column("quantity", "number", "The leading number of the sentence.", "how many"),
    Column("quantity_low", "number", "Lowest number that the qualifier allows.", "how many"),
    Column("quantity_high", "number", "Highest number that the qualifier allows.", "how many"),
    Column(
        "quantity_qualifier",
        "text",
        "more than, at least, about, up to, less than; empty if exact.",
        "how many",
    ),
    Column("unit", "text", "What is counted: attacks, dead, losses, drones, km2 ...", "how many"),
    Column(
        "quantities",
        "list",
        "Every number of the sentence, as objects of the columns above.",
        "how many",
    ),
    Column("place_id", "text", "Permanent id of the place in the gazetteer.", "where"),
    Column("place_name", "text", "Common English name.", "where"),
    Column("place_text", "text", "The name as written in the source.", "where"),
    Column("place_kind", "text", "settlement, region, district, macroregion, sector ...", "where"),
    Column(
        "country", "text", "ISO 3166-1 alpha-2 code by internationally recognised borders.", "where"
    ),
    Column("admin1", "text", "First-level region (oblast).", "where"),
    Column("admin2", "text", "District (raion).", "where"),
    Column(
        "geometry", "geometry", "Point in EPSG:4326 (lon, lat); empty where not placed.", "where"
    ),
    Column(
        "geo_precision",
        "integer",
        "UCDP where_prec: 1 exact ... 4 region, 6 country, 7 wider.",
        "where",
    ),
    Column(
        "radius_km",
        "number",
        "How far from the point the event may have been, kilometres.",
        "where",
    ),
    Column("control", "text", "Who held the place that day; empty outside the data.", "front"),
    Column("control_date", "date", "Day of the control data used.", "front"),
    Column("control_source", "text", "Who drew the control data.", "front"),
    Column(
        "distance_to_front_km", "number", "Kilometres to the line of contact of the day.", "front"
    ),
    Column("control_check", "text", "Whether claim and control data agree.", "front"),
    Column("claimant", "text", "Who says so.", "who says"),
    Column("source", "text", "File name or publisher; never a path of a machine.", "who says"),
    Column("url", "text", "Where the source can be read.", "who says"),
    Column("sources", "list", "All sources that tell the event.", "who says"),
    Column("claim_group", "text", "Shared by contradicting claims of one happening.", "who says"),
    Column("language", "text", "ISO 639-1 code of the quoted sentence.", "evidence"),
    Column("quote", "text", "The words that the row rests on.", "evidence"),
    Column("quote_start", "integer", "Offset of the quote in the source, code points.", "evidence"),
    Column("quote_end", "integer", "End of the quote in the source, code points.", "evidence"),
    Column("confidence", "number", "0..1, the weakest step between text and row.", "evidence"),
    Column("why", "text", "The rules that led from the words to this row.", "evidence"),
    Column(
        "alternatives",
        "list",
        "Other places that the words may mean, as gazetteer matches.",
        "evidence",
    ),
    Column("status", "text", "placed, ambiguous, not found or no place.", "evidence"),
)
NAMES: tuple[str, ...] = tuple(column.name for column in COLUMNS)


def table(rows: Iterable[Mapping[str, Any]]) -> gpd.GeoDataFrame:
    """Make an events table of rows; what a row lacks is None, what it adds comes last.

    `geometry` of a row is a shapely geometry in EPSG:4326 or None.
    """
    import geopandas as gpd
    import pandas as pd

    listed = [dict(row) for row in rows]
    extra = sorted({key for row in listed for key in row} - set(NAMES))
    columns = {
        name: pd.Series([row.get(name) for row in listed], dtype=object)
        for name in (*NAMES, *extra)
    }
    geometry = gpd.GeoSeries(list(columns.pop("geometry")), crs=CRS)
    frame = gpd.GeoDataFrame(columns, geometry=geometry, crs=CRS)
    return frame[[*NAMES, *extra]]


def count_events(events: gpd.GeoDataFrame) -> int:
    """Count events, each once however many places it has."""
    return int(events["event_id"].nunique())
