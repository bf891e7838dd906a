"""Source 5: tokens that a program signs itself with its AK and SK, and calls without any."""

import time

import jwt
import requests

from report import given, seen, tell

base = given["base"]
ak, sk = given["ak"], given["sk"]
get_url, post_url = f"{base}/api/weather-basic/now", f"{base}/api/weather_basic/now"
report = {}


def app_token(ak, sk, lifetime=2 * 3600):
    return jwt.encode(
        {
            "sub": ak,
            "iss": ak,
            "typ": "app_token",
            "iat": int(time.time()),
            "exp": int(time.time()) + lifetime,
        },
        sk,
        algorithm="HS256",
    )


def person_token(ak, sk, user_id, roles, groups):
    return jwt.encode(
        {
            "sub": user_id,
            "iss": ak,
            "typ": "person_token",
            "iat": int(time.time()),
            "exp": int(time.time()) + 2 * 3600,
            "roles": roles,
            "groups": groups,
        },
        sk,
        algorithm="HS256",
    )


def get(token, **headers):
    return seen(requests.get(get_url, headers={"apihub-token": token, **headers}))


# At the back end, as the app.
token = app_token(ak, sk)
report["app"] = get(token)
report["app_as_bearer"] = seen(
    requests.get(get_url, headers={"Authorization": f"Bearer {token}"})
)
report["profile"] = seen(requests.get(f"{base}/profile", headers={"apihub-token": token}))

# As a person; the source posts null.
person = person_token(ak, sk, "user-42", ["SYS_ADMIN"], ["/技术部/运维部"])
report["person"] = seen(requests.post(post_url, headers={"apihub-token": person}))
# A role that an app asserts is nothing in the administration of the server.
admin = person_token(ak, sk, "user-42", ["admin"], [])
report["asserted_admin"] = seen(
    requests.get(f"{base}/admin/users", headers={"Authorization": f"Bearer {admin}"})
)

# Anonymous.
report["anonymous_get"] = seen(requests.get(get_url))
report["anonymous_post"] = seen(requests.post(post_url))

# Two hours are the most.
report["too_long"] = get(app_token(ak, sk, 2 * 3600 + 1))
report["expired"] = get(
    jwt.encode(
        {
            "sub": ak,
            "iss": ak,
            "typ": "app_token",
            "iat": int(time.time()) - 7200,
            "exp": int(time.time()) - 60,
        },
        sk,
        algorithm="HS256",
    )
)
# Never anonymous when something is shown that is not good.
report["wrong_sk"] = get(app_token(ak, "sk_" + "0" * 49))
report["unknown_ak"] = get(app_token("ak_" + "0" * 22, sk))

# Allowlists of addresses: this machine's, and somebody else's.
report["ip_allowed"] = get(app_token(given["local_ak"], given["local_sk"]))
report["ip_refused"] = get(app_token(given["remote_ak"], given["remote_sk"]))

# Allowlist of origins: a program is no browser.
browser_person = person_token(given["browser_ak"], given["browser_sk"], "user-7", [], [])
report["origin_missing"] = get(browser_person)
report["origin_allowed"] = get(browser_person, Origin="https://app.example.com")

tell(report)
