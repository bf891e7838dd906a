"""Source 2: the OAuth flow of a web app with a secret, by hand and with requests-oauthlib."""

import secrets
import time
from urllib.parse import parse_qs, urlencode, urlsplit

import requests
from requests_oauthlib import OAuth2Session

from report import given, seen, tell
from sign_in_pages import CallbackListener, Person

base, client_id, client_secret = given["base"], given["client_id"], given["client_secret"]
redirect_uri, scope = given["redirect_uri"], given["scope"]
authorize_url, token_url = f"{base}/oauth/authorize", f"{base}/oauth/token"
listener = CallbackListener(urlsplit(redirect_uri).port)
person = Person(given["username"], given["password"])
report = {}


def callback(location):
    """The browser calls the app; the app reads the parameters of the call."""
    requests.get(location)
    return {name: values[0] for name, values in parse_qs(urlsplit(listener.target).query).items()}


def authorization_url(state, **others):
    parameters = {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": redirect_uri,
        "scope": scope,
        "state": state,
    }
    return f"{authorize_url}?{urlencode({**parameters, **others})}"


def refresh(refresh_token, **others):
    form = {
        "grant_type": "refresh_token",
        "refresh_token": refresh_token,
        "client_id": client_id,
        "client_secret": client_secret,
    }
    return requests.post(token_url, data={**form, **others})


def user(access_token):
    headers = {"Authorization": f"Bearer {access_token}"}
    return requests.get(f"{base}/v1/user", headers=headers)


# By hand: 2 and 3, the person's browser and the callback.
state = secrets.token_urlsafe(16)
report["callback"] = callback(person.visit(authorization_url(state)))
report["state_sent"] = state
report["pages"] = person.pages

# 4. The code for a token. 5. The call.
exchange = {
    "grant_type": "authorization_code",
    "code": report["callback"]["code"],
    "redirect_uri": redirect_uri,
    "client_id": client_id,
    "client_secret": client_secret,
}
response = requests.post(token_url, data=exchange)
report["exchange"] = seen(response)
token = response.json()
report["user"] = seen(user(token["access_token"]))

# 6. A new access token and a new refresh token; both replace the old ones.
response = refresh(token["refresh_token"])
report["refresh"] = seen(response)
newer = response.json()
report["user_after_refresh"] = seen(user(newer["access_token"]))
# The old one buys nothing new, not even a moment afterwards ...
report["old_refresh_for_less"] = seen(refresh(token["refresh_token"], scope="profile"))
report["honest_retry"] = seen(refresh(token["refresh_token"]))

# With requests-oauthlib, on the same browser: the person is signed in and has consented.
person.pages = []
session = OAuth2Session(client_id, redirect_uri=redirect_uri, scope=scope.split(" "))
url, state = session.authorization_url(authorize_url)
requests.get(person.visit(url))
report["pages_again"] = person.pages
session.fetch_token(
    token_url,
    authorization_response=f"http://127.0.0.1{listener.target}",
    client_secret=client_secret,
    include_client_id=True,
)
library_token = dict(session.token)
report["library_token"] = library_token
report["library_user"] = seen(session.get(f"{base}/v1/user"))
session.refresh_token(token_url, client_id=client_id, client_secret=client_secret)
report["library_refreshed"] = dict(session.token)
report["library_user_after_refresh"] = seen(session.get(f"{base}/v1/user"))

# requests-oauthlib's own default, HTTP Basic.
basic = OAuth2Session(client_id, redirect_uri=redirect_uri, scope=scope.split(" "))
url, state = basic.authorization_url(authorize_url)
basic.fetch_token(token_url, authorization_response=person.visit(url), client_secret=client_secret)
report["basic_user"] = seen(basic.get(f"{base}/v1/user"))

# The person, at another browser, is asked once more, and says no.
stranger = Person(given["username"], given["password"])
report["denied"] = callback(
    stranger.visit(authorization_url("no", prompt="consent"), decision="deny")
)
# What goes wrong in practice.
report["foreign_redirect_uri"] = seen(
    requests.get(authorization_url("x", redirect_uri="http://127.0.0.1:1/other"))
)
report["foreign_scope"] = callback(person.visit(authorization_url("x", scope="admin:*")))
report["wrong_secret"] = seen(
    requests.post(token_url, data={**exchange, "client_secret": "x" * 40})
)

# ... and once nobody can call it a retry any more, whoever still has the old one has stolen it: the
# whole grant ends.
deadline = time.monotonic() + 60
while (response := refresh(token["refresh_token"])).status_code == 200:
    if time.monotonic() > deadline:
        break
    time.sleep(0.5)
report["old_refresh_later"] = seen(response)
report["new_refresh_afterwards"] = seen(refresh(newer["refresh_token"]))
report["user_afterwards"] = seen(user(newer["access_token"]))

# The code was for one use.
report["code_again"] = seen(requests.post(token_url, data=exchange))

listener.close()
tell(report)
