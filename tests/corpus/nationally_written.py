"""Writes nationally_written.tsv.gz: numbers as Faker writes them in each of its locales, with what they are read as.

    python3 tests/corpus/nationally_written.py
"""

import importlib
import pkgutil

import faker
from faker import Faker
from faker.providers import phone_number

import oracle

FAKER = "40.54.0"
ROWS_PER_LOCALE = 180


def locales():
    """The locales for which Faker knows how numbers are written; the others get those of the United States."""
    return sorted(module.name for module in pkgutil.iter_modules(phone_number.__path__) if module.ispkg)


def ways_to_write(locale, generator):
    """The names of the locale's methods that make a whole number: `phone_number`, `cellphone_number`, `toll_number`…"""
    provider = importlib.import_module(f"{phone_number.__name__}.{locale}").Provider
    names = [name for name in dir(provider) if name.endswith("number") and not name.startswith("_")]
    return [name for name in names if hasattr(generator, name) and name != "random_number"]


def write_numbers(locale, taken):
    """The locale's share of rows, its ways of writing in turn, none that `taken` has already."""
    region = locale.split("_")[1]
    generator = Faker(locale)
    generator.seed_instance(20250 + locales().index(locale))
    ways = ways_to_write(locale, generator)
    rows = []
    for attempt in range(40 * ROWS_PER_LOCALE):
        text = getattr(generator, ways[attempt % len(ways)])()
        if len(rows) < ROWS_PER_LOCALE and (region, text) not in taken:
            taken.add((region, text))
            rows.append((region, text))
    return rows


def main():
    if faker.VERSION != FAKER:
        raise SystemExit(f"Faker {FAKER} makes this corpus, not {faker.VERSION}")
    taken = set()
    rows = [row for locale in locales() for row in write_numbers(locale, taken)]
    oracle.write(
        "nationally_written.tsv.gz",
        [f"Faker {FAKER}, phonenumbers {oracle.PHONENUMBERS}; made by nationally_written.py, explained in README.md"],
        rows,
    )


if __name__ == "__main__":
    main()
