"""Authlib against the authorization server: every grant and endpoint that it has a method for."""

from authlib.common.security import generate_token
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import AssertionSession, OAuth2Session
from authlib.jose import JsonWebKey, jwt
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from authlib.oidc.core import CodeIDToken
import requests

from report import given, seen, tell
from sign_in_pages import Person

base, client_id, client_secret = given["base"], given["client_id"], given["client_secret"]
redirect_uri = given["redirect_uri"]
report = {}

metadata = requests.get(f"{base}/.well-known/openid-configuration").json()
report["issuer"] = metadata["issuer"]
token_url = metadata["token_endpoint"]


def client(scope, **others):
    return OAuth2Session(client_id, client_secret, scope=scope, **others)


# Client credentials, with both ways of client authentication.
for method in ("client_secret_basic", "client_secret_post"):
    machine = client("read:owneraccounts", token_endpoint_auth_method=method)
    report[f"token_{method}"] = machine.fetch_token(token_url, grant_type="client_credentials")
    report[f"owners_{method}"] = seen(machine.get(f"{base}/api/v1/Owners"))

# Client credentials, with a signed assertion in the place of the secret.
key_holder = OAuth2Session(
    given["key_client_id"],
    given["private_key"],
    scope="read:owneraccounts",
    token_endpoint_auth_method="private_key_jwt",
)
key_holder.register_client_auth_method(PrivateKeyJWT(token_url))
report["token_private_key_jwt"] = key_holder.fetch_token(
    token_url, grant_type="client_credentials"
)
report["owners_private_key_jwt"] = seen(key_holder.get(f"{base}/api/v1/Owners"))

# A signed token of an access key as the grant; whose app asks, says the client.
assertions = AssertionSession(
    token_url,
    issuer=given["ak"],
    subject=given["ak"],
    audience=metadata["issuer"],
    claims={"typ": "app_token"},
    header={"alg": "HS256"},
    key=given["sk"],
)
assertions.auth = (client_id, client_secret)
report["owners_assertion"] = seen(assertions.get(f"{base}/api/v1/Owners"))

# Code with PKCE, for somebody who signs in.
app = client(
    "openid profile read:owneraccounts",
    redirect_uri=redirect_uri,
    code_challenge_method="S256",
)
verifier, nonce = generate_token(48), generate_token(20)
url, state = app.create_authorization_url(
    metadata["authorization_endpoint"], code_verifier=verifier, nonce=nonce
)
location = Person(given["username"], given["password"]).visit(url)
token = app.fetch_token(
    token_url, authorization_response=location, code_verifier=verifier, state=state
)
report["code_token"] = dict(token)
report["user"] = seen(app.get(f"{base}/v1/user"))
report["userinfo"] = seen(app.get(metadata["userinfo_endpoint"]))

# The ID token, with the published keys.
keys = JsonWebKey.import_key_set(requests.get(metadata["jwks_uri"]).json())
claims = jwt.decode(
    token["id_token"],
    keys,
    claims_cls=CodeIDToken,
    claims_options={
        "iss": {"essential": True, "value": metadata["issuer"]},
        "aud": {"essential": True, "value": client_id},
    },
    claims_params={"nonce": nonce, "client_id": client_id},
)
claims.validate()
report["id_token"] = dict(claims)
report["id_token_header"] = dict(claims.header)

# Refresh.
report["refreshed"] = dict(app.refresh_token(token_url, refresh_token=token["refresh_token"]))
report["user_after_refresh"] = seen(app.get(f"{base}/v1/user"))

# Introspection and revocation.
access_token = app.token["access_token"]
introspection_url, revocation_url = (
    metadata["introspection_endpoint"],
    metadata["revocation_endpoint"],
)
report["introspected"] = seen(app.introspect_token(introspection_url, token=access_token))
report["revoked"] = {
    "status": app.revoke_token(
        revocation_url, token=access_token, token_type_hint="access_token"
    ).status_code
}
report["introspected_afterwards"] = seen(
    app.introspect_token(introspection_url, token=access_token)
)
report["user_afterwards"] = seen(
    requests.get(f"{base}/v1/user", headers={"Authorization": f"Bearer {access_token}"})
)

# What the scopes tell of a person, at userinfo.
about = client("openid profile email phone address", redirect_uri=redirect_uri)
url, state = about.create_authorization_url(metadata["authorization_endpoint"])
location = Person(given["username"], given["password"]).visit(url)
about.fetch_token(token_url, authorization_response=location, state=state)
report["claims"] = seen(about.get(metadata["userinfo_endpoint"]))

# A device: the person has another one, with a browser.
device = client("openid profile")
device_answer = requests.post(
    metadata["device_authorization_endpoint"],
    data={"scope": "openid profile"},
    auth=(client_id, client_secret),
).json()
grant = {
    "grant_type": "urn:ietf:params:oauth:grant-type:device_code",
    "device_code": device_answer["device_code"],
}
Person(given["username"], given["password"]).approve_device(
    device_answer["verification_uri"], device_answer["user_code"]
)
report["device_token"] = dict(device.fetch_token(token_url, **grant))
report["device_user"] = seen(device.get(f"{base}/v1/user"))

# A verifier that does not fit, and a public client's habit of leaving it out.
for name, sent in {"wrong_verifier": {"code_verifier": "x" * 43}, "no_verifier": {}}.items():
    url, state = app.create_authorization_url(
        metadata["authorization_endpoint"], code_verifier=generate_token(48)
    )
    code_url = Person(given["username"], given["password"]).visit(url)
    form = {
        "grant_type": "authorization_code",
        "code": dict(pair.split("=") for pair in code_url.split("?")[1].split("&"))["code"],
        "redirect_uri": redirect_uri,
        **sent,
    }
    report[name] = seen(requests.post(token_url, data=form, auth=(client_id, client_secret)))

# A code that was used, and a wrong secret.
url, state = about.create_authorization_url(metadata["authorization_endpoint"])
code_url = Person(given["username"], given["password"]).visit(url)
about.fetch_token(token_url, authorization_response=code_url, state=state)
wrong = OAuth2Session(client_id, "wrong", scope="read:owneraccounts")
for name, attempt in {
    "used_code": lambda: about.fetch_token(
        token_url, authorization_response=code_url, state=state
    ),
    "wrong_secret": lambda: wrong.fetch_token(token_url, grant_type="client_credentials"),
}.items():
    try:
        report[name] = dict(attempt())
    except OAuthError as error:
        report[name] = error.error

tell(report)
