"""Source 3: sign in with username and password, then call with the token."""

import jwt
import requests

from report import given, seen, tell

base, username, password = given["base"], given["username"], given["password"]
report = {}

response = requests.post(f"{base}/login", json={"username": username, "password": password})
report["login"] = seen(response)
access_token = response.json()["access_token"]
report["claims"] = jwt.decode(access_token, options={"verify_signature": False})

headers = {"Authorization": f"Bearer {access_token}"}
report["protected"] = seen(requests.get(f"{base}/protected", headers=headers))

for name, account in {
    "wrong_password": {"username": username, "password": "admin"},
    "unknown_user": {"username": "nobody", "password": "admin"},
    "sample_account": {"username": "admin", "password": "admin"},
}.items():
    report[name] = seen(requests.post(f"{base}/login", json=account))
report["no_password"] = seen(requests.post(f"{base}/login", json={"username": username}))

report["without_token"] = seen(requests.get(f"{base}/protected"))
report["without_bearer"] = seen(
    requests.get(f"{base}/protected", headers={"Authorization": access_token})
)

# The source signs with this secret; whoever guesses it must not be let in.
forged = jwt.encode(report["claims"], "my_secret_key", algorithm="HS256")
report["forged"] = seen(
    requests.get(f"{base}/protected", headers={"Authorization": f"Bearer {forged}"})
)

# The token's end: a fresh one from the refresh token, and nothing after the sign-out.
refresh_token = response.json()["refresh_token"]
refreshed = requests.post(f"{base}/login/refresh", json={"refresh_token": refresh_token})
report["refreshed"] = seen(refreshed)
headers = {"Authorization": f"Bearer {refreshed.json()['access_token']}"}
report["protected_afterwards"] = seen(requests.get(f"{base}/protected", headers=headers))
report["logout"] = {"status": requests.post(f"{base}/logout", headers=headers).status_code}
report["after_logout"] = seen(requests.get(f"{base}/protected", headers=headers))

tell(report)
