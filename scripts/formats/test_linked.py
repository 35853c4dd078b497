"""Web Annotation and JSON-LD as RDF, FollowTheMoney in its own model, notes as a web of links."""
import json
import re
import unittest

from followthemoney import model
from pyld import jsonld
from rdflib import RDF, Graph, Namespace, URIRef

from exported import SOURCES, exported, record, texts

OA = Namespace("http://www.w3.org/ns/oa#")
SCHEMA = Namespace("https://schema.org/")
ACTIVITY = Namespace("https://www.w3.org/ns/activitystreams#")

# The terms that we use, as https://www.w3.org/TR/annotation-vocab/ defines them: the context itself is on the network.
ANNOTATION_CONTEXT = {
    "@context": {
        "id": "@id", "type": "@type",
        "AnnotationCollection": "https://www.w3.org/ns/activitystreams#OrderedCollection",
        "AnnotationPage": "https://www.w3.org/ns/activitystreams#OrderedCollectionPage",
        "Annotation": str(OA.Annotation), "TextualBody": str(OA.TextualBody),
        "SpecificResource": str(OA.SpecificResource), "TextQuoteSelector": str(OA.TextQuoteSelector),
        "TextPositionSelector": str(OA.TextPositionSelector), "Software": str(ACTIVITY.Application),
        "label": "http://www.w3.org/2000/01/rdf-schema#label",
        "total": {"@id": str(ACTIVITY.totalItems), "@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"},
        "first": {"@id": str(ACTIVITY.first), "@type": "@id"},
        "startIndex": {"@id": str(ACTIVITY.startIndex), "@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"},
        "items": {"@id": str(ACTIVITY["items"]), "@type": "@id", "@container": "@list"},
        "describing": str(OA.describing), "classifying": str(OA.classifying), "identifying": str(OA.identifying),
        "motivation": {"@id": str(OA.motivatedBy), "@type": "@vocab"},
        "purpose": {"@id": str(OA.hasPurpose), "@type": "@vocab"},
        "generator": {"@id": "http://www.w3.org/ns/activitystreams#generator", "@type": "@id"},
        "name": "http://xmlns.com/foaf/0.1/name",
        "body": {"@id": str(OA.hasBody), "@type": "@id"}, "target": {"@id": str(OA.hasTarget), "@type": "@id"},
        "source": {"@id": str(OA.hasSource), "@type": "@id"}, "scope": {"@id": str(OA.hasScope), "@type": "@id"},
        "selector": {"@id": str(OA.hasSelector), "@type": "@id"},
        "exact": str(OA.exact), "prefix": str(OA.prefix), "suffix": str(OA.suffix),
        "start": {"@id": str(OA.start), "@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"},
        "end": {"@id": str(OA.end), "@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"},
        "format": "http://purl.org/dc/elements/1.1/format", "language": "http://purl.org/dc/elements/1.1/language",
        "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
    }
}


def loader(url, _options):
    """Nothing is fetched."""
    assert url == "http://www.w3.org/ns/anno.jsonld", url
    return {"contextUrl": None, "documentUrl": url, "document": ANNOTATION_CONTEXT, "contentType": "application/ld+json"}


def rdf(document):
    """A document as a graph: pyld makes statements of it, rdflib reads them."""
    quads = jsonld.to_rdf(document, {"documentLoader": loader, "format": "application/n-quads"})
    graph = Graph()
    graph.parse(data=quads, format="nt")
    return graph


class Annotations(unittest.TestCase):
    def test_every_annotation_finds_its_words(self):
        for source in SOURCES:
            graph = rdf(json.loads(exported(source, "annotation").read_text()))
            claims = {claim for kind in ("events", "positions", "pledges", "proposals")
                      for thing in record(source)[kind] for claim in thing["claims"]}
            claims |= {statement["id"] for statement in record(source)["statements"]}
            named = {str(a).removeprefix("urn:chancery:claim:") for a in graph.subjects(RDF.type, OA.Annotation)}
            self.assertLessEqual(claims, named)
            self.assertEqual(int(next(graph.objects(None, ACTIVITY.totalItems))), len(named))
            reports = {f"urn:chancery:report:{key.removeprefix('sha256:')}": text for key, text in texts(source).items()}
            pieces = 0
            for target in graph.objects(None, OA.hasTarget):
                text = reports[str(graph.value(target, OA.hasScope))]
                selectors = {graph.value(s, RDF.type): s for s in graph.objects(target, OA.hasSelector)}
                quote, place = selectors[OA.TextQuoteSelector], selectors[OA.TextPositionSelector]
                start, end = (int(graph.value(place, key)) for key in (OA.start, OA.end))
                exact, prefix, suffix = (str(graph.value(quote, key)) for key in (OA.exact, OA.prefix, OA.suffix))
                self.assertEqual(text[start:end], exact)
                self.assertTrue(text[:start].endswith(prefix) and text[end:].startswith(suffix))
                pieces += 1
            self.assertGreaterEqual(pieces, len(named))


class LinkedData(unittest.TestCase):
    def test_rdflib_and_pyld_see_the_same(self):
        for source in SOURCES:
            text = exported(source, "jsonld").read_text()
            direct = Graph()
            direct.parse(data=text, format="json-ld")
            self.assertEqual(len(direct), len(rdf(json.loads(text))))

    def test_events_are_those_of_the_record(self):
        for source in SOURCES:
            graph = Graph()
            graph.parse(data=exported(source, "jsonld").read_text(), format="json-ld")
            for event in record(source)["events"]:
                node = URIRef(f"urn:chancery:claim:{event['id']}")
                self.assertIn((node, RDF.type, SCHEMA.Event), graph)
                attending = {str(graph.value(a, SCHEMA.identifier)) for a in graph.objects(node, SCHEMA.attendee)}
                there = {a["id"] for side in ("actors", "recipients", "mediators") for a in event[side]
                         if a["attendance"] != "declined"}
                self.assertEqual(attending, there)
                edtf = event["time"] and event["time"]["edtf"]
                start = graph.value(node, SCHEMA.startDate)
                self.assertEqual(start and str(start), edtf and edtf.split("/")[0])
                words = {str(graph.value(q, SCHEMA.text)) for q in graph.objects(node, SCHEMA.subjectOf)}
                self.assertEqual(words, {piece["exact"] for piece in event["evidence"]})
                place = graph.value(node, SCHEMA.location)
                name = place and str(graph.value(place, SCHEMA.name))
                self.assertEqual(name, event["place"] and event["place"]["name"])

    def test_no_term_is_outside_schema_org(self):
        for source in SOURCES:
            graph = Graph()
            graph.parse(data=exported(source, "jsonld").read_text(), format="json-ld")
            outside = {p for p in graph.predicates() if not p.startswith(SCHEMA) and p != RDF.type}
            self.assertEqual(outside, set())


class FollowTheMoney(unittest.TestCase):
    def entities(self, source):
        return [json.loads(line) for line in exported(source, "followthemoney").read_text().splitlines()]

    def test_the_model_takes_every_entity_as_it_is(self):
        for source in SOURCES:
            entities = self.entities(source)
            known = {entity["id"] for entity in entities}
            self.assertEqual(len(known), len(entities), "ids are given once")
            for data in entities:
                model.get(data["schema"]).validate(data)
                proxy = model.get_proxy(data, cleaned=False)
                kept = {name: sorted(values) for name, values in proxy.to_dict()["properties"].items()}
                self.assertEqual(kept, {name: sorted(values) for name, values in data["properties"].items()})
                for prop, value in proxy.itervalues():
                    if prop.type.name == "entity":
                        self.assertIn(value, known)
                        self.assertTrue(model.get(next(e for e in entities if e["id"] == value)["schema"]).is_a(prop.range))

    def test_events_are_proved_by_their_reports(self):
        for source in SOURCES:
            events = {e["properties"]["recordId"][0]: e for e in self.entities(source) if e["schema"] == "Event"}
            for event in record(source)["events"]:
                proof = {p.removeprefix("chancery-report-") for p in events[event["id"]]["properties"]["proof"]}
                self.assertEqual(proof, {report.removeprefix("sha256:") for report in event["reports"]})


class Notes(unittest.TestCase):
    def test_every_link_leads_to_a_note_and_back(self):
        for source in SOURCES:
            folder = exported(source, "markdown")
            notes = {str(path.relative_to(folder).with_suffix("")): path.read_text() for path in folder.rglob("*.md")}
            links = {name: set(re.findall(r"\[\[([^]|]+)\|[^]]*\]\]", text)) for name, text in notes.items()}
            self.assertEqual(len(notes) - 1, len(links["index"]), "the index leads to all")
            for name, targets in links.items():
                self.assertLessEqual(targets, set(notes), name)
            for name in notes:
                if name.startswith("events/"):
                    back = [other for other in links[name] if other.startswith(("actors/", "reports/"))]
                    self.assertTrue(back)
                    for other in back:
                        self.assertIn(name, links[other], f"{other} leads back to {name}")


if __name__ == "__main__":
    unittest.main()
