"""GEXF and GraphML in NetworkX, GeoJSON in a validator, TimelineJS after its rules."""
import datetime
import itertools
import json
import unittest

import networkx
from geojson_pydantic import FeatureCollection

from exported import SOURCES, exported, record

MET, AHEAD = ("held", "ongoing"), ("planned", "proposed")


def pairs(source, statuses):
    """Who meets whom, with the ids of the events, by the record."""
    met = {}
    for event in record(source)["events"]:
        if event["status"] not in statuses:
            continue
        sure = ("told", "expected") if statuses == AHEAD else ("told",)
        there = [a for side in ("actors", "recipients", "mediators") for a in event[side] if a["attendance"] in sure]
        sides = [a["for"] or a["name"] for a in there]
        for (a, of_a), (b, of_b) in itertools.combinations(zip(there, sides), 2):
            if of_a != of_b or len(set(sides)) == 1:
                met.setdefault(tuple(sorted((a["id"], b["id"]))), set()).add(event["id"])
    return met


def edges(graph, kind):
    """The same, by a graph."""
    found = {}
    for a, b, data in graph.edges(data=True):
        if data["kind"] == kind:
            found[tuple(sorted((a, b)))] = set(data["events"].split("; "))
    return found


class Graphs(unittest.TestCase):
    def test_networkx_sees_who_meets_whom(self):
        for source in SOURCES:
            dynamic = networkx.read_gexf(exported(source, "gexf"))
            static = networkx.read_graphml(exported(source, "graphml"))
            for graph in (dynamic, static):
                self.assertEqual(edges(graph, "met"), pairs(source, MET))
                self.assertEqual(edges(graph, "planned"), pairs(source, AHEAD))
            names = {actor["id"]: actor["name"] for actor in record(source)["actors"]}
            for node, data in dynamic.nodes(data=True):
                self.assertEqual((data["label"], static.nodes[node]["name"]), (names[node], names[node]))

    def test_edges_exist_on_the_days_of_their_meetings(self):
        for source in SOURCES:
            days = {e["id"]: e["time"] and e["time"]["edtf"] for e in record(source)["events"]}
            for _, _, data in networkx.read_gexf(exported(source, "gexf")).edges(data=True):
                told = {days[event] for event in data["events"].split("; ")} - {None}
                exact = {(d, d) for d in told if len(d) == 10}
                self.assertLessEqual(exact, set(data.get("spells", [])))
                self.assertEqual(len(data.get("spells", [])), len(told))


class GeoJson(unittest.TestCase):
    def test_a_validator_takes_it(self):
        for source in SOURCES:
            features = FeatureCollection.model_validate_json(exported(source, "geojson").read_text()).features
            placed = [e["id"] for e in record(source)["events"] if e["place"]]
            self.assertEqual([feature.id for feature in features], placed)
            for feature in features:
                is_point = feature.properties["precision"] in ("city", "venue")
                self.assertEqual(feature.geometry is not None, is_point, feature.properties["place"])

    def test_a_country_has_no_pin(self):
        features = FeatureCollection.model_validate_json(exported("harbour", "geojson").read_text()).features
        chile = next(f for f in features if f.properties["place"] == "Chile")
        self.assertEqual((chile.geometry, chile.properties["precision"]), (None, "country"))
        nairobi = next(f for f in features if f.properties["place"] == "Nairobi")
        east, north = nairobi.geometry.coordinates[:2]
        self.assertAlmostEqual(east, 36.82, delta=0.1)
        self.assertAlmostEqual(north, -1.29, delta=0.1)


class Timeline(unittest.TestCase):
    """https://timeline.knightlab.com/docs/json-format.html: nothing in the registry checks it."""

    def test_slides_have_what_timelinejs_asks_for(self):
        for source in SOURCES:
            timeline = json.loads(exported(source, "timeline").read_text())
            dated = [e for e in record(source)["events"] if e["time"] and e["time"]["edtf"]]
            self.assertEqual([slide["unique_id"] for slide in timeline["events"]], [e["id"] for e in dated])
            for slide in timeline["events"]:
                start = slide["start_date"]
                datetime.date(start["year"], start.get("month", 1), start.get("day", 1))
                self.assertTrue(slide["text"]["headline"] and slide["display_date"])
                self.assertNotIn("<b>", json.dumps(slide))

    def test_a_month_is_no_day(self):
        slides = json.loads(exported("harbour", "timeline").read_text())["events"]
        self.assertIn({"year": 2026, "month": 2}, [slide["start_date"] for slide in slides])


if __name__ == "__main__":
    unittest.main()
