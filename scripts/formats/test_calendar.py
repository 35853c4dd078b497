"""iCalendar in a parser that others keep."""
import datetime
import unittest

from icalendar import Calendar

from exported import SOURCES, exported, record


def entries(source):
    calendar = Calendar.from_ical(exported(source, "icalendar").read_bytes())
    return {str(entry["UID"]).split("@")[0]: entry for entry in calendar.walk("VEVENT")}


class ICalendar(unittest.TestCase):
    def test_every_event_with_known_days_is_there(self):
        for source in SOURCES:
            found = entries(source)
            dated = {e["id"]: e for e in record(source)["events"] if e["time"] and e["time"]["edtf"]}
            self.assertEqual(set(found), set(dated))
            for key, event in dated.items():
                edtf, entry = event["time"]["edtf"], found[key]
                if len(edtf) == 10:
                    first = datetime.date.fromisoformat(edtf)
                    self.assertEqual((entry.start, entry.end), (first, first + datetime.timedelta(days=1)))
                self.assertEqual(entry["STATUS"] == "CANCELLED", event["status"] in ("cancelled", "denied"))
                for name in ("DTSTAMP", "SEQUENCE", "SUMMARY"):
                    self.assertIn(name, entry)
                self.assertEqual(entry.errors, [])

    def test_what_moved_has_a_higher_sequence(self):
        told = {str(e["SUMMARY"]).split(" ")[0]: e for e in entries("harbour").values() if e["SEQUENCE"] > 0}
        self.assertEqual((told["Talks"]["SEQUENCE"], told["Talks"].start), (1, datetime.date(2026, 3, 16)))
        self.assertEqual((told["Call"]["SEQUENCE"], str(told["Call"]["STATUS"])), (1, "CANCELLED"))


if __name__ == "__main__":
    unittest.main()
