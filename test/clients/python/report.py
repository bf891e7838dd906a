"""What a client program is given, and how it tells what it saw."""

import json
import sys

given = json.loads(sys.argv[1])


def seen(response):
    """A response of requests or httpx, as JSON."""
    try:
        body = response.json()
    except ValueError:
        body = {"text": response.text}
    headers = {name.lower(): value for name, value in response.headers.items()}
    return {"status": response.status_code, "headers": headers, "body": body}


def tell(report):
    json.dump(report, sys.stdout)
