"""Source 1: the ways in which a Python program shows a token or an API key."""

import requests

from report import given, seen, tell

base, relay, key, token = given["base"], given["relay"], given["key"], given["token"]
report = {}

# 1. The API key in a header of its own, or in Authorization.
headers = {"X-API-Key": key}
report["x_api_key"] = seen(requests.get(f"{base}/data", headers=headers))
for name, value in {
    "bearer_key": f"Bearer {key}",
    "apikey_scheme": f"ApiKey {key}",
    "bare_key": key,
}.items():
    report[name] = seen(requests.get(f"{base}/data", headers={"Authorization": value}))

# 2. A Bearer token on a POST.
headers = {"Authorization": f"Bearer {token}"}
report["secure_endpoint"] = seen(requests.post(f"{base}/secure-endpoint", headers=headers))

# 3. The key as a query parameter, written out and by params=.
report["query"] = seen(requests.get(f"{base}/v1/data?api_key={key}"))
report["query_among_others"] = seen(
    requests.get(f"{base}/v1/data?page=1", params={"api_key": key, "q": "ü b"})
)
report["query_not_allowed"] = seen(requests.get(f"{base}/data?api_key={key}"))

# 4. One session with the header set once; the relay counts its connections.
session = requests.Session()
session.headers.update({"Authorization": f"Bearer {token}"})
report["session"] = [seen(session.get(f"{relay}/profile")) for _ in range(3)]
session.headers.update({"Authorization": f"Bearer {key}"})
report["session_with_key"] = [seen(session.get(f"{relay}/profile")) for _ in range(2)]

# What the newcomer gets who leaves the example's text as it stands, or leaves the key out.
headers = {"X-API-Key": "your_api_key_here"}
report["sample_text"] = seen(requests.get(f"{base}/data", headers=headers))
report["nothing"] = seen(requests.get(f"{base}/data"))
# A key with a typing error, and one that a shell variable without a value stands for.
report["typing_error"] = seen(requests.get(f"{base}/data", headers={"X-API-Key": key[:-1] + "!"}))
report["empty"] = seen(requests.get(f"{base}/data", headers={"X-API-Key": ""}))

tell(report)
