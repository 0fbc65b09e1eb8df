"""Distance on the globe."""

from __future__ import annotations

import math

EARTH_RADIUS_KM = 6371.0088
KM_A_DEGREE = math.radians(EARTH_RADIUS_KM)
"""Kilometres from one degree of latitude to the next."""


def distance_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Great-circle distance of two WGS84 points in kilometres (haversine)."""
    phi_a, phi_b = math.radians(lat_a), math.radians(lat_b)
    half_lat = math.sin((phi_b - phi_a) / 2)
    half_lon = math.sin(math.radians(lon_b - lon_a) / 2)
    h = half_lat**2 + math.cos(phi_a) * math.cos(phi_b) * half_lon**2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(h)))


def destination(
    latitude: float, longitude: float, *, bearing: float, km: float
) -> tuple[float, float]:
    """The (latitude, longitude) that lies so far from a point, along a great circle.

    `bearing` is in degrees from north, clockwise.
    """
    phi, away, towards = math.radians(latitude), km / EARTH_RADIUS_KM, math.radians(bearing)
    sine = math.sin(phi) * math.cos(away) + math.cos(phi) * math.sin(away) * math.cos(towards)
    east = math.sin(towards) * math.sin(away) * math.cos(phi)
    north = math.cos(away) - math.sin(phi) * sine
    turned = math.radians(longitude) + math.atan2(east, north)
    return math.degrees(math.asin(sine)), (math.degrees(turned) + 180) % 360 - 180


def midpoint(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> tuple[float, float]:
    """The (latitude, longitude) halfway between two points, along a great circle."""
    phi_a, phi_b, turn = math.radians(lat_a), math.radians(lat_b), math.radians(lon_b - lon_a)
    x, y = math.cos(phi_b) * math.cos(turn), math.cos(phi_b) * math.sin(turn)
    height = math.sin(phi_a) + math.sin(phi_b)
    latitude = math.atan2(height, math.hypot(math.cos(phi_a) + x, y))
    longitude = math.degrees(math.radians(lon_a) + math.atan2(y, math.cos(phi_a) + x))
    return math.degrees(latitude), (longitude + 180) % 360 - 180
