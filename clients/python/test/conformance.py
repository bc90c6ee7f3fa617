"""Carries out the calls of the conformance suite: one JSON object a line in, one a line out.

With ``--async`` it uses the asynchronous client.
"""

import asyncio
import dataclasses
import json
import os
import random
import sys
import traceback

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "src"))

import kloakd  # noqa: E402

LISTS = ("stream", "stream_page", "endpoints", "follow")
UNIFORM = random.uniform
VARIABLES = ("KLOAKD_API_KEY", "KLOAKD_ORG_ID", "KLOAKD_BASE_URL")


def operation(client, call, a):
    """The client's method and its arguments."""
    name = call["operation"]
    key = {"idempotency_key": call["idempotency_key"]} if "idempotency_key" in call else {}
    if "timeout_ms" in call:
        key["timeout"] = call["timeout_ms"] / 1000
    if name == "key":
        return client.key, [], {}
    if name in ("module", "request"):
        first = [a[it] for it in ("name", "method", "path") if it in a]
        return getattr(client, name), first, {"body": a.get("body"), "headers": a.get("headers"), **key}
    owner = client.skanyr
    if name.startswith("sessions."):
        owner, name = client.skanyr.sessions, name.split(".")[1]
    first = [name for name in ("session_id", "discovery_id", "artifact_id", "node_id", "page_url") if name in a]
    if call["operation"] == "job":
        first = ["job_id"]
    if "url" in a and not first and call["operation"] != "sessions.create":
        first = ["url"]
    rest = {name: value for name, value in a.items() if name not in first}
    return getattr(owner, name), [a[name] for name in first], {**rest, **key}


def plain(value):
    if dataclasses.is_dataclass(value):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    return value


def outcome(result, call):
    if call["operation"] in ("module", "request"):
        return {"status": result.status, "body": result.body, "header": result.headers.get("x-extra")}
    return plain(result)


def describe(error):
    known = {"class": type(error).__name__, "message": str(error)}
    if isinstance(error, kloakd.ApiStatusError):
        members = ("status", "code", "request_id", "retry_after", "upgrade_url", "charged", "field", "module")
        return {**known, **{name: getattr(error, name, None) for name in members}}
    if isinstance(error, kloakd.KloakdError):
        return known
    if isinstance(error, ValueError):
        return {"class": "ArgumentError", "message": str(error)}
    if isinstance(error, asyncio.CancelledError):
        return {"class": "Cancelled"}
    return {"class": "Bug", "message": "".join(traceback.format_exception(error))}


def texts(client, error):
    lines = traceback.TracebackException.from_exception(error, capture_locals=False).format()
    return [str(client), repr(client), repr(client.__dict__), repr(vars(client.skanyr)), str(error), repr(error), *lines]


def settings(task):
    for name in VARIABLES:
        os.environ.pop(name, None)
    os.environ.update(task["environment"])
    names = {"apiKey": "api_key", "organizationId": "organization_id", "baseUrl": "base_url"}
    given = {names[name]: value for name, value in task["arguments"].items() if name in names}
    return {**given, "timeout": task["arguments"]["timeoutMs"] / 1000}


def carry_out(task):
    call, items = task["call"], []
    lists = {"items": items} if call["operation"] in LISTS else {}
    client = None
    try:
        with kloakd.Kloakd(**settings(task)) as client:
            method, positional, named = operation(client, call, call.get("arguments", {}))
            result = method(*positional, **named)
            if lists:
                for item in result:
                    items.append(plain(item))
                    if len(items) == call.get("take"):
                        break
                result.close()
                return lists
            if call.get("then") == "rate_limits":
                return {"result": plain(client.rate_limits)}
            return {"result": outcome(result, call)}
    except BaseException as error:
        if call.get("then") == "texts":
            return {"result": texts(client, error)}
        return {**lists, "error": describe(error)}


async def carry_out_async(task):
    call, items = task["call"], []
    lists = {"items": items} if call["operation"] in LISTS else {}
    client = None
    try:
        async with kloakd.AsyncKloakd(**settings(task)) as client:
            method, positional, named = operation(client, call, call.get("arguments", {}))
            result = method(*positional, **named)
            if lists:
                async for item in result:
                    items.append(plain(item))
                    if len(items) == call.get("take"):
                        break
                await result.aclose()
                return lists
            result = await result
            if call.get("then") == "rate_limits":
                return {"result": plain(client.rate_limits)}
            return {"result": outcome(result, call)}
    except BaseException as error:
        if call.get("then") == "texts":
            return {"result": texts(client, error)}
        return {**lists, "error": describe(error)}


async def with_cancel(task):
    running = asyncio.create_task(carry_out_async(task))
    after = task["call"].get("cancel_after_ms")
    if after:
        await asyncio.wait({running}, timeout=after / 1000)
        running.cancel()
    return await running


for line in sys.stdin:
    task = json.loads(line)
    chosen = task["call"].get("random")
    random.uniform = UNIFORM if chosen is None else lambda low, high: low + chosen * (high - low)
    done = asyncio.run(with_cancel(task)) if "--async" in sys.argv else carry_out(task)
    print(json.dumps({"case": task["case"], **done}), flush=True)
