"""Headless Chromium for checks of pages."""

import base64
import itertools
import json
import os
import shutil
import subprocess
import sys


class Browser:
    """Chromium, spoken to over a pair of pipes, one message ended by a zero byte at a time."""

    def __init__(self, profile):
        command = shutil.which("chromium") or sys.exit("there is no chromium")
        to_browser, self.sink = os.pipe()
        self.source, from_browser = os.pipe()

        def connect():
            first, second = os.dup(to_browser), os.dup(from_browser)
            os.dup2(first, 3)
            os.dup2(second, 4)

        self.process = subprocess.Popen(
            [command, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             "--disable-dev-shm-usage", "--remote-debugging-pipe", f"--user-data-dir={profile}"],
            preexec_fn=connect, close_fds=False, stderr=subprocess.DEVNULL)
        os.close(to_browser)
        os.close(from_browser)
        self.numbers = itertools.count(1)
        self.events = []
        self.rest = b""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ["Page", "Runtime", "Log", "Network"]:
            self.ask(f"{domain}.enable")

    session = None

    def read(self):
        while b"\0" not in self.rest:
            chunk = os.read(self.source, 1 << 20)
            if not chunk:
                sys.exit("chromium has ended")
            self.rest += chunk
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def ask(self, method, **parameters):
        number = next(self.numbers)
        message = {"id": number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.sink, json.dumps(message).encode() + b"\0")
        while (answer := self.read()).get("id") != number:
            self.events.append(answer)
        if "error" in answer:
            sys.exit(f"{method}: {answer['error']['message']}")
        return answer["result"]

    def wait(self, method):
        while not any(event.get("method") == method for event in self.events):
            self.events.append(self.read())

    def close(self):
        self.session = None
        self.ask("Browser.close")
        self.process.wait()

    def evaluate(self, expression):
        """The value of an expression on the page; exits with what it throws."""
        answer = self.ask("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in answer:
            sys.exit(f"{expression[:80]}: {answer['exceptionDetails']['exception']['description']}")
        return answer["result"].get("value")

    def open(self, url, width, height, scheme):
        """Opens a page in a window of so many pixels; of a narrow one with a touch screen."""
        is_phone = width < 600
        self.ask("Emulation.setEmulatedMedia",
                 features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height,
                 deviceScaleFactor=2 if is_phone else 1, mobile=is_phone)
        self.ask("Emulation.setTouchEmulationEnabled", enabled=is_phone)
        self.events.clear()
        self.ask("Page.navigate", url="about:blank")
        self.wait("Page.loadEventFired")
        self.events.clear()
        self.ask("Page.navigate", url=url)
        self.wait("Page.loadEventFired")

    def photograph(self, path, is_whole=True):
        shot = self.ask("Page.captureScreenshot", captureBeyondViewport=is_whole)
        path.write_bytes(base64.b64decode(shot["data"]))

    def mouse(self, kind, x, y, buttons=0, modifiers=0):
        self.ask("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left" if buttons else "none",
                 buttons=buttons, clickCount=1 if buttons else 0, modifiers=modifiers)

    def click(self, x, y, modifiers=0):
        self.mouse("mouseMoved", x, y)
        self.mouse("mousePressed", x, y, 1, modifiers)
        self.ask("Input.dispatchMouseEvent", type="mouseReleased", x=x, y=y, button="left",
                 clickCount=1, modifiers=modifiers)

    def drag(self, x, y, to_x, to_y):
        self.mouse("mouseMoved", x, y)
        self.mouse("mousePressed", x, y, 1)
        for part in (0.3, 0.6, 1):
            self.mouse("mouseMoved", x + part * (to_x - x), y + part * (to_y - y), 1)
        self.ask("Input.dispatchMouseEvent", type="mouseReleased", x=to_x, y=to_y, button="left",
                 clickCount=1)

    def tap(self, x, y):
        self.ask("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": x, "y": y}])
        self.ask("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])

    def press(self, key):
        codes = {"Enter": 13, "Escape": 27, " ": 32, "End": 35, "Home": 36, "ArrowLeft": 37,
                 "ArrowRight": 39}
        code = {"key": key, "code": "Space" if key == " " else key, "windowsVirtualKeyCode": codes[key]}
        self.ask("Input.dispatchKeyEvent", type="keyDown", **code,
                 **({"text": "\r"} if key == "Enter" else {"text": " "} if key == " " else {}))
        self.ask("Input.dispatchKeyEvent", type="keyUp", **code)
