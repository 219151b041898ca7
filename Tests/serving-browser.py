#!/usr/bin/env python3
"""Uses the server's page in headless Chromium, as a person would, and takes pictures of it.

Usage: serving-browser.py URL DIRECTORY [axe.min.js]

Needs Debian's chromium and chromium-driver. With axe-core's script, its rules for people with disabilities are checked.
"""
import base64
import json
import pathlib
import subprocess
import sys
import time
import urllib.request

page, directory = sys.argv[1], pathlib.Path(sys.argv[2])
axe = pathlib.Path(sys.argv[3]).read_text() if len(sys.argv) > 3 else None
PORT = 9515


def call(method, path, body=None):
    data = json.dumps(body or {}).encode() if method == "POST" else None
    request = urllib.request.Request(
        f"http://127.0.0.1:{PORT}{path}", data, {"Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)["value"]


class Browser:
    def __init__(self, width, height, dark=False):
        arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", f"--window-size={width},{height}"]
        if dark:
            arguments += ["--force-dark-mode", "--blink-settings=preferredColorScheme=0"]
        options = {"args": arguments}
        if width < 500:
            options["mobileEmulation"] = {"deviceMetrics": {"width": width, "height": height, "pixelRatio": 2}}
        session = call("POST", "/session", {"capabilities": {"alwaysMatch": {
            "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}}})
        self.path = f"/session/{session['sessionId']}"
        call("POST", f"{self.path}/url", {"url": page})

    def script(self, text, *arguments):
        return call("POST", f"{self.path}/execute/sync", {"script": text, "args": arguments})

    def type(self, identifier, text):
        found = call("POST", f"{self.path}/element", {"using": "css selector", "value": identifier})
        element = next(iter(found.values()))
        call("POST", f"{self.path}/element/{element}/value", {"text": text})

    def wait(self, condition, what):
        for _ in range(100):
            if self.script(f"return {condition}"):
                return
            time.sleep(0.05)
        sys.exit(f"{what}: {self.script('return document.body.innerText')}")

    def picture(self, name):
        picture = call("GET", f"{self.path}/screenshot")
        (directory / f"{name}.png").write_bytes(base64.b64decode(picture))

    def check(self):
        """No message of the browser, such as of the content security policy; nothing wider than the window."""
        log = [entry["message"] for entry in call("POST", f"{self.path}/se/log", {"type": "browser"})]
        if log:
            sys.exit("\n".join(log))
        if self.script("return document.documentElement.scrollWidth > innerWidth"):
            sys.exit("the page is wider than the window")
        if axe:
            self.script(axe)
            faults = call("POST", f"{self.path}/execute/async", {"args": [], "script": """
                const done = arguments[0];
                axe.run().then((found) => done(found.violations.map(
                    (fault) => fault.id + ": " + fault.nodes.map((node) => node.html).join(" "))));"""})
            if faults:
                sys.exit("\n".join(faults))

    def end(self):
        call("DELETE", self.path)


TRANSLATION = "document.getElementById('translation').textContent"


def use(name, width, height, dark=False):
    browser = Browser(width, height, dark)
    browser.wait("document.getElementById('target').value === 'fr'", "the languages")
    browser.type("#text", "I am cold. Where is the station?\n\nHello, how are you?")
    browser.wait(f"{TRANSLATION}.startsWith(\"J'ai froid. Où est la gare ?\\n\\n\")", "a translation")
    browser.picture(f"{name}-translation")
    browser.check()
    # By the keyboard alone: the second sentence, and its second candidate.
    browser.script("document.querySelectorAll('.sentence')[1].focus()")
    call("POST", f"{browser.path}/actions", {"actions": [{"type": "key", "id": "keys", "actions": [
        {"type": "keyDown", "value": "\ue007"}, {"type": "keyUp", "value": "\ue007"}]}]})
    browser.wait("!document.getElementById('choices').hidden", "other translations")
    browser.script("document.querySelectorAll('#others button')[1].click()")
    browser.wait(f"!{TRANSLATION}.includes('Où est la gare ?')", "another translation")
    browser.picture(f"{name}-choices")
    browser.script("document.querySelectorAll('details').forEach((part) => { part.open = true })")
    browser.type("#terms", "station = halte")
    browser.wait(f"{TRANSLATION}.includes('halte')", "a translation with the term")
    browser.picture(f"{name}-terms")
    browser.check()
    browser.end()


driver = subprocess.Popen(
    ["chromedriver", f"--port={PORT}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
try:
    time.sleep(1)
    directory.mkdir(parents=True, exist_ok=True)
    use("wide", 1200, 900)
    use("narrow", 360, 740)
    use("dark", 1200, 900, dark=True)
finally:
    driver.terminate()
print(f"pictures are in {directory}")
