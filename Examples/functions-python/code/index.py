import json
import logging
import os


def handler(event, context):
    """Greets by the name in the event: {"name": "…"}, or the payload of a timer that holds one."""
    call = json.loads(event or b"{}")
    if "triggerName" in call:
        logging.getLogger().info("fired by %s", call["triggerName"])
        call = json.loads(call["payload"] or "{}")
    return {
        "greeting": f"{os.environ['GREETING']}, {call.get('name', 'world')}!",
        "version": context.service.version_id or "LATEST",
        "request": context.request_id,
    }
