"""A person at a browser: follows the pages of an authorization request and fills in their forms."""

import threading
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import urljoin, urlsplit

import requests


class _Forms(HTMLParser):
    """The forms of a page by id: action, method and the hidden fields."""

    def __init__(self):
        super().__init__()
        self.forms = {}
        self._open = None

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "form":
            self._open = {"action": attributes["action"], "method": attributes["method"], "fields": {}}
            self.forms[attributes["id"]] = self._open
        elif tag == "input" and self._open is not None and attributes.get("type") == "hidden":
            self._open["fields"][attributes["name"]] = attributes["value"]

    def handle_endtag(self, tag):
        if tag == "form":
            self._open = None


def forms_of(page):
    parser = _Forms()
    parser.feed(page.text)
    return parser.forms


class Person:
    """Signs in with username and password, once per browser."""

    def __init__(self, username, password):
        self.username = username
        self.password = password
        self.browser = requests.Session()
        self.pages = []

    def visit(self, authorization_url, decision="allow"):
        """Where the browser is sent back to, in the end: the address with the code or the error."""
        response = self.browser.get(authorization_url, allow_redirects=False)
        while True:
            if response.is_redirect:
                location = urljoin(response.url, response.headers["location"])
                if urlsplit(location).netloc != urlsplit(authorization_url).netloc:
                    return location
                response = self.browser.get(location, allow_redirects=False)
                continue
            forms = forms_of(response)
            self.pages.append({"status": response.status_code, "forms": sorted(forms)})
            if "login" in forms:
                answer = {"username": self.username, "password": self.password}
                response = self._submit(response, forms["login"], answer)
            elif "consent" in forms:
                response = self._submit(response, forms["consent"], {"decision": decision})
            else:
                raise AssertionError(f"no form to fill in: {response.status_code} {response.text}")

    def approve_device(self, verification_uri, user_code):
        """Enters the code that a device shows, and allows the device what it asks for."""
        answers = {
            "device": {"user_code": user_code},
            "device-confirm": {"confirm": "yes"},
            "login": {"username": self.username, "password": self.password},
            "consent": {"decision": "allow"},
        }
        response = self.browser.get(verification_uri)
        while "device-done" not in response.text:
            forms = forms_of(response)
            [name] = answers.keys() & forms.keys()
            response = self._submit(response, forms[name], answers[name], allow_redirects=True)

    def _submit(self, page, form, answer, allow_redirects=False):
        assert form["method"] == "post"
        url = urljoin(page.url, form["action"])
        fields = {**form["fields"], **answer}
        return self.browser.post(url, data=fields, allow_redirects=allow_redirects)


class CallbackListener:
    """The client's own little server, which the browser is sent back to."""

    def __init__(self, port):
        listener = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                listener.target = self.path
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"You can close this window.")

            def log_message(self, *_):
                pass

        self.target = None
        self._server = HTTPServer(("127.0.0.1", port), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()
