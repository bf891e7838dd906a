"""Source 4: a service client gets a token by HTTP Basic and lists owners."""

import requests

from report import given, seen, tell

api_url, api_version, auth_server = given["base"], "/api/v1", given["base"]
client_id, client_secret = given["client_id"], given["client_secret"]
report = {}


def token_request(url, client_id, client_secret, scope):
    return requests.post(
        url,
        data={"grant_type": "client_credentials", "scope": scope},
        auth=(client_id, client_secret),
    )


def get_access_token(url, client_id, client_secret):
    response = token_request(
        url, client_id, client_secret, "read:owneraccounts read:owneraccount:permissions"
    )
    report["token"] = seen(response)
    return response.json()["access_token"]


token = get_access_token(f"{auth_server}/connect/token", client_id, client_secret)
owners_url = f"{api_url}{api_version}/Owners"

# The mistake that the source is about, and its cure.
report["wrong_header"] = seen(
    requests.get(owners_url, headers={"Authorization": f"access_token {token}"})
)
report["right_header"] = seen(
    requests.get(owners_url, headers={"Authorization": f"Bearer {token}"})
)
report["bare_token"] = seen(requests.get(owners_url, headers={"Authorization": token}))

# The scope must be enabled for the client ...
report["disallowed_scope"] = seen(
    token_request(
        f"{auth_server}/connect/token",
        given["other_client_id"],
        given["other_client_secret"],
        "read:owneraccounts read:owneraccount:permissions",
    )
)
# ... and must be in the token.
response = token_request(
    f"{auth_server}/connect/token",
    given["other_client_id"],
    given["other_client_secret"],
    "read:owneraccount:permissions",
)
report["lesser_token"] = seen(response)
lesser = response.json()["access_token"]
report["insufficient"] = seen(
    requests.get(owners_url, headers={"Authorization": f"Bearer {lesser}"})
)

report["wrong_secret"] = seen(
    token_request(f"{auth_server}/connect/token", client_id, "yyy", "read:owneraccounts")
)
# The same by its other address, with the credentials in the form.
report["form"] = seen(
    requests.post(
        f"{auth_server}/oauth/token",
        data={
            "grant_type": "client_credentials",
            "scope": "read:owneraccounts",
            "client_id": client_id,
            "client_secret": client_secret,
        },
    )
)
report["no_scope"] = seen(
    requests.post(
        f"{auth_server}/connect/token",
        data={"grant_type": "client_credentials"},
        auth=(client_id, client_secret),
    )
)

tell(report)
