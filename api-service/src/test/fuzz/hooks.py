"""Leads requests to resources that exist, and keeps those alive that the others need."""

import json
import os
import random
import uuid

import schemathesis

# by the kind that a path or a member names: what the test has made before
MADE = json.loads(os.environ["BERTH_MADE"])
DICE = random.Random(20261121)


def is_id(value):
    try:
        return isinstance(value, str) and str(uuid.UUID(value)) == value.lower()
    except ValueError:
        return False


def often_made(kind, value):
    return MADE[kind] if kind in MADE and is_id(value) and DICE.random() < 0.7 else value


def kind_of(path):
    """Of /containers/v1/regions/{region}/domains/{id} it is "domain"."""
    return path.split("/{id}")[0].rsplit("/", 1)[1].removesuffix("s")


@schemathesis.hook
def before_call(context, case, kwargs):
    path = case.path_parameters or {}
    if "id" in path:
        kind = kind_of(case.operation.path)
        ends = case.method == "DELETE" or case.operation.path.endswith("/rotate")
        if not ends:
            path["id"] = often_made(kind, path["id"])
        elif path["id"] in MADE.values():
            path["id"] = str(uuid.UUID(int=DICE.getrandbits(128)))
    for members in (case.body, case.query):
        if isinstance(members, dict):
            for kind in ("namespace", "container", "project", "organization"):
                member = kind + "_id"
                if member in members:
                    members[member] = often_made(kind, members[member])
