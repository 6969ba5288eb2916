"""A client of this Berth as its documentation has it: address and keys from the environment."""

import http.client
import os
import time
from contextlib import closing
from urllib.parse import urlsplit

from noted import Noted
from scaleway import Client
from scaleway.container.v1 import ContainerV1API

PATIENCE = 120
"""How many seconds a slow machine may take."""

IMAGE = os.environ["BERTH_SAMPLE_IMAGE"]
"""Its `/` answers the variable GREETING."""

api = Noted(ContainerV1API(Client.from_env()))


def api_with(**settings):
    """The API as somebody else asks it."""
    client = Client.from_env()
    for name, value in settings.items():
        setattr(client, name, value)
    return ContainerV1API(client)


def namespace(name, **settings):
    """A namespace that is ready."""
    made = api.create_namespace(name=name, **settings)
    return api.wait_for_namespace(namespace_id=made.id)


def container(name, **settings):
    """A container alone in a namespace of the same name, ready."""
    made = api.create_container(namespace_id=namespace(name).id, name=name, image=IMAGE, **settings)
    return api.wait_for_container(container_id=made.id)


def ask(endpoint):
    """What a container answers; its name is sent to the gateway as it is, as not every machine resolves it."""
    with closing(http.client.HTTPConnection("127.0.0.1", int(os.environ["BERTH_GATEWAY_PORT"]))) as gateway:
        gateway.request("GET", "/", headers={"Host": urlsplit(endpoint).netloc})
        return gateway.getresponse().read().decode().strip()


def eventually(question, expected):
    """Asks again until the answer is that."""
    deadline = time.monotonic() + PATIENCE
    while (answer := question()) != expected:
        if time.monotonic() > deadline:
            raise AssertionError(f"still {answer!r} after {PATIENCE} s")
        time.sleep(0.1)
