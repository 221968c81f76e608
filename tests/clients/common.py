"""What both files need."""

import os

from pydantic import BaseModel

BASE, KEY, MODEL = os.environ["BASE_URL"], os.environ["API_KEY"], os.environ["MODEL"]


class Place(BaseModel):
    city: str


def check(name, ok, detail=None):
    if not ok:
        raise SystemExit(f"FAILED {name}: {detail!r}")
    print(f"ok {name}", flush=True)
