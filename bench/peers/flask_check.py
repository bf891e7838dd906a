"""A JWT check as many write it: Flask, PyJWT and HS256."""

import os

import jwt
from flask import Flask, request

SECRET = os.environ["BENCH_SECRET"]
app = Flask(__name__)


@app.get("/")
def ready():
    return ""


@app.get("/verify")
def verify():
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    try:
        claims = jwt.decode(token, SECRET, algorithms=["HS256"])
    except jwt.InvalidTokenError:
        return "", 401
    return "", 200, {"X-Auth-Subject": claims["sub"]}
