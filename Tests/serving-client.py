#!/usr/bin/env python3
"""Asks a server through libretranslatepy. Usage: serving-client.py URL"""
import sys

from libretranslatepy import LibreTranslateAPI

api = LibreTranslateAPI(sys.argv[1])


def expect(found, wanted):
    if found != wanted:
        sys.exit(f"{found!r} instead of {wanted!r}")


expect(api.translate("I am cold.", "en", "fr"), "J'ai froid.")
expect(api.translate("Where is the station?", "auto", "fr"), "Où est la gare ?")
expect(api.translate("I am cold.\n\nWhere is the station?", "en", "fr"), "J'ai froid.\n\nOù est la gare ?")
expect(api.detect("Where is the station?")[0]["language"], "en")
expect(api.detect("Où est la gare ?")[0]["language"], "fr")
expect([language["code"] for language in api.languages()], ["en", "fr"])
try:
    api.translate("I am cold.", "en", "xx")
    sys.exit("an unknown language was not refused")
except OSError as error:
    expect(error.code, 400)
