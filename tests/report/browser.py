"""A real browser without a window, told what to do over its DevTools pipe. Standard library only."""
import base64
import json
import os
import shutil
import subprocess
import tempfile
import time


def find_browser():
    """Debian's packages chromium-headless-shell and chromium; None if neither is installed."""
    for name in ("chromium-headless-shell", "chromium"):
        if path := shutil.which(name):
            return path
    return None


class Browser:
    """One page; remembers every message of its console and every request that it makes."""

    def __init__(self, path, patience_s=300):
        self.patience_s, self.buffer, self.number, self.events = patience_s, b"", 0, []
        self.profile = tempfile.mkdtemp(prefix="servesweep-browser-")
        to_browser, self.write = os.pipe()
        self.read, from_browser = os.pipe()
        # The pipe's ends must be descriptors 3 and 4, which the parent may need for something else.
        command = 'exec "$0" "$@" 3<&%d 4>&%d' % (to_browser, from_browser)
        self.process = subprocess.Popen(
            ["bash", "-c", command, path, "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe",
             "--no-first-run", "--disable-background-networking", "--disable-dev-shm-usage",
             "--user-data-dir=" + self.profile, "about:blank"],
            pass_fds=(to_browser, from_browser), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_browser)
        os.close(from_browser)
        self.session = None
        page = next(one for one in self.call("Target.getTargets")["targetInfos"] if one["type"] == "page")
        self.session = self.call("Target.attachToTarget", targetId=page["targetId"], flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(domain + ".enable")

    def close(self):
        os.close(self.write)  # the browser ends when nobody talks to it
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self.read)
        shutil.rmtree(self.profile, ignore_errors=True)

    def _receive(self):
        while b"\0" not in self.buffer:
            chunk = os.read(self.read, 1 << 16)
            if not chunk:
                raise RuntimeError("the browser has gone")
            self.buffer += chunk
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._receive()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError("%s: %s" % (method, answer["error"]["message"]))
                return answer["result"]
            self.events.append(answer)

    def evaluate(self, expression):
        """The value of an expression in the page."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError("%s: %s" % (expression, answer["exceptionDetails"]))
        return answer["result"].get("value")

    def open(self, url, width=1280, height=900, dark=False, scripts=True):
        self.events.clear()
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.call("Emulation.setEmulatedMedia",
                  features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        self.call("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.call("Page.navigate", url=url)
        end = time.monotonic() + self.patience_s
        while not any(one.get("method") == "Page.loadEventFired" for one in self.events):
            if time.monotonic() > end:
                raise RuntimeError("%s: not loaded in time" % url)
            self.call("Runtime.evaluate", expression="0")
        if scripts:
            self.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)))")

    def complaints(self):
        """What went wrong since open(): errors, warnings and violations of the page's policy."""
        found = []
        for one in self.events:
            parameters = one.get("params", {})
            if one.get("method") == "Runtime.exceptionThrown":
                found.append(parameters["exceptionDetails"].get("exception", {}).get("description", "exception"))
            elif one.get("method") == "Runtime.consoleAPICalled":
                found.append("console: %s" % [value.get("value") for value in parameters["args"]])
            elif one.get("method") == "Log.entryAdded":
                found.append(parameters["entry"]["text"])
        return found

    def requests(self):
        return [one["params"]["request"]["url"] for one in self.events
                if one.get("method") == "Network.requestWillBeSent"]

    def key(self, key):
        for kind in ("rawKeyDown", "keyUp"):
            codes = {"ArrowRight": 39, "Enter": 13, "Escape": 27, "Tab": 9}
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=codes[key])

    def click(self, x, y):
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def screenshot(self, file):
        size = self.call("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 16000), "scale": 1}
        image = self.call("Page.captureScreenshot", format="png", clip=clip, captureBeyondViewport=True)["data"]
        with open(file, "wb") as picture:
            picture.write(base64.b64decode(image))

    def print(self):
        """The page as PDF bytes."""
        return base64.b64decode(self.call("Page.printToPDF", printBackground=False)["data"])
