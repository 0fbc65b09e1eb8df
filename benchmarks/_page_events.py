"""Invented events for the benchmark of the map page: as many as wanted, the same every time.

Two forms of the same events: the generator's table of numbers and texts, and the events
table (`geomap.schema`) that a map is made of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    import geopandas as gpd

EVENT_TYPES = (
    "shelling",
    "airstrike",
    "drone strike",
    "missile strike",
    "ground assault",
    "advance",
    "withdrawal",
    "damage",
    "harm to civilians",
    "naval",
    "arrest",
    "other",
)
ACTORS = ("Russia", "Ukraine", "unknown", "proxy of Russia", "civilians", "partisans")
CONFIDENCES = 5
"""Levels from 0 to 1, equally far apart."""
TEXT_LENGTH = 200

# Latitude, longitude and weight; the nearer to the front, the heavier.
TOWNS = (
    (50.45, 30.52, 5),
    (49.99, 36.23, 8),
    (48.46, 35.05, 4),
    (47.84, 35.14, 6),
    (47.10, 37.55, 7),
    (46.64, 32.62, 8),
    (46.48, 30.72, 2),
    (48.59, 38.00, 12),
    (48.28, 37.18, 12),
    (48.74, 37.58, 6),
    (49.71, 37.62, 7),
    (50.91, 34.80, 6),
    (51.49, 31.29, 2),
)
SPREAD = (0.3, 0.4)
"""Standard deviations around a town, degrees of latitude and longitude."""

FIRST_MINUTE = "2022-02-24T00:00"
DAYS = 1650

# As Ukrainian syllables sound; what matters is that the text compresses like a report.
SYLLABLES = (
    *("ba", "va", "ho", "da", "zhe", "zy", "ka", "li", "mo", "na", "po", "ro", "ste", "tu"),
    *("fe", "kha", "tse", "chy", "shu", "yar", "iv", "sk", "ets", "enk"),
)
WORDS = 800
"""So few that a text costs some 50 bytes compressed, as the words and the link of a post do."""
LINE_WORDS = 80
"""More words than a text has room for: one of a single syllable still fills it."""
CHUNK = 10_000
"""Texts made at once, which bounds the memory."""


def events(count: int, *, seed: int = 1) -> pd.DataFrame:
    """Columns id, lat, lon (degrees, 5 decimals), t (sorted), type, actor, conf, text."""
    rng = np.random.default_rng(seed)
    towns = np.array(TOWNS)
    near = towns[rng.choice(len(towns), count, p=towns[:, 2] / towns[:, 2].sum())]
    minutes = np.sort(rng.integers(0, DAYS * 24 * 60, count))
    return pd.DataFrame(
        {
            "id": np.arange(count),
            "lat": np.round(near[:, 0] + rng.normal(0, SPREAD[0], count), 5),
            "lon": np.round(near[:, 1] + rng.normal(0, SPREAD[1], count), 5),
            "t": np.datetime64(FIRST_MINUTE) + minutes.astype("timedelta64[m]"),
            "type": rng.integers(0, len(EVENT_TYPES), count).astype("u1"),
            "actor": rng.integers(0, len(ACTORS), count).astype("u1"),
            "conf": rng.integers(0, CONFIDENCES, count).astype("u1"),
            "text": _texts(rng, count),
        }
    )


def _texts(rng: np.random.Generator, count: int) -> list[str]:
    """Words that no language has, the n-th of them 1/n as frequent as the first (Zipf)."""
    words = np.array(
        ["".join(rng.choice(SYLLABLES, rng.integers(1, 5))) for _ in range(WORDS)], dtype=object
    )
    upto = np.cumsum(1 / np.arange(1, WORDS + 1))
    texts: list[str] = []
    for start in range(0, count, CHUNK):
        drawn = rng.random((min(CHUNK, count - start), LINE_WORDS)) * upto[-1]
        lines = words[np.searchsorted(upto, drawn)]
        texts.extend(" ".join(line)[:TEXT_LENGTH].ljust(TEXT_LENGTH, ".") for line in lines)
    return texts


def frame(made: pd.DataFrame) -> gpd.GeoDataFrame:
    """The same as an events table, with the columns of the schema that it can fill."""
    import geopandas as gpd

    columns = {
        "event_id": made["id"].astype(str),
        "event_type": np.array(EVENT_TYPES, dtype=object)[made["type"]],
        "actor": np.array(ACTORS, dtype=object)[made["actor"]],
        "event_date": made["t"].dt.normalize(),
        "confidence": made["conf"] / (CONFIDENCES - 1),
        "quote": made["text"],
    }
    points = gpd.points_from_xy(made["lon"], made["lat"])
    return gpd.GeoDataFrame(columns, geometry=points, crs="EPSG:4326")
