"""Replies through the service with the provider's own client: customers of every shared calling code write to the
Swedish number, and each is answered from their own country. The upstream is recorded; the provider's client also
checks the signature of what the service passes on to the user's webhook."""

import base64
import hashlib
import hmac
import json
import os
import re
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from sinch import SinchClient

SECRET = "made up for this test"
APP = "01EXAMPLEAPP"
SWEDISH = "46701740605"
# Region, its sender, a customer there.
COUNTRIES = [
    ("US", "+12025550142", "12025550123"),
    ("CA", "+14165550142", "14165550123"),
    ("PR", "+17875550142", "17875550123"),
    ("JM", "+18765550142", "16585550123"),
    ("RU", "+79161234568", "79161234567"),
    ("KZ", "+77012345679", "77012345678"),
    ("IT", "+393123456780", "393123456789"),
    ("VA", "+390669812346", "390669812345"),
    ("GB", "+447700900142", "447700900123"),
    ("GG", "+447911123457", "447911123456"),
    ("NO", "+4740612346", "4740612345"),
    ("SJ", "+4779123457", "4779123456"),
    ("AU", "+61412345679", "61412345678"),
    ("CX", "+61891641235", "61891641234"),
    ("MA", "+212650123457", "212650123456"),
    ("RE", "+262692123457", "262692123456"),
    ("YT", "+262639012346", "262639012345"),
    ("SH", "+29051235", "29051234"),
    ("FI", "+358412345679", "358412345678"),
    ("AX", "+358181234568", "358181234567"),
    ("GP", "+590690001235", "590690001234"),
    ("BQ", "+5993181235", "5993181234"),
    ("CW", "+59995181235", "59995181234"),
]


class Recorded(BaseHTTPRequestHandler):
    """The provider's interface, and the user's webhook."""

    protocol_version = "HTTP/1.1"
    got = []

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        if self.path == "/oauth2/token":
            answer = {"access_token": "token", "expires_in": 3599, "scope": "", "token_type": "bearer"}
        else:
            headers = {name.lower(): value for name, value in self.headers.items()}
            Recorded.got.append((self.path, headers, body))
            answer = {"message_id": "01EXAMPLEMESSAGE", "accepted_time": "2026-03-04T09:15:22.417Z"}
        text = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


def taken():
    (one,) = Recorded.got
    Recorded.got.clear()
    return one


def callback(url, customer):
    body = json.dumps(
        {
            "app_id": APP,
            "project_id": "project",
            "message": {
                "id": "message",
                "direction": "TO_APP",
                "contact_message": {"text_message": {"text": "Is my parcel on its way?"}},
                "channel_identity": {"channel": "SMS", "identity": customer, "app_id": ""},
                "conversation_id": "conversation",
                "contact_id": f"contact-{customer}",
                "sender_id": SWEDISH,
                "processing_mode": "CONVERSATION",
            },
            "message_metadata": "",
        }
    ).encode()
    nonce, timestamp = f"nonce-{customer}", str(int(time.time()))
    signed = body + f".{nonce}.{timestamp}".encode()
    code = hmac.new(SECRET.encode(), signed, hashlib.sha256).digest()
    headers = {
        "content-type": "application/json",
        "x-sinch-webhook-signature": base64.b64encode(code).decode(),
        "x-sinch-webhook-signature-algorithm": "HmacSHA256",
        "x-sinch-webhook-signature-nonce": nonce,
        "x-sinch-webhook-signature-timestamp": timestamp,
    }
    request = urllib.request.Request(f"{url}/webhooks/sinch", body, headers)
    with urllib.request.urlopen(request) as answer:
        assert answer.status == 200, answer.status
    return body


def main():
    recorded = ThreadingHTTPServer(("127.0.0.1", 0), Recorded)
    threading.Thread(target=recorded.serve_forever, daemon=True).start()
    upstream = f"http://127.0.0.1:{recorded.server_port}"
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
        lines = [f'  {region}: [SHOP, "{sender}"]\n' for region, sender, _ in COUNTRIES]
        file.write(f'originators:\n  SE: "+{SWEDISH}"\n  CU: refuse\n' + "".join(lines))
        file.flush()
        service = subprocess.Popen(
            [os.environ["ORIGINATOR"], "serve", "--map", file.name, "--listen", "127.0.0.1:0"]
            + ["--upstream", upstream, "--forward-to", f"{upstream}/hooks/sinch"],
            env={**os.environ, "ORIGINATOR_WEBHOOK_SECRET": SECRET},
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            url = "http://" + re.search(r'"address":"([^"]+)"', service.stderr.readline())[1]
            threading.Thread(target=service.stderr.read, daemon=True).start()
            replies(url, upstream)
        finally:
            service.terminate()
            assert service.wait(15) == 0, "a good end"


def replies(url, upstream):
    client = SinchClient(project_id="project", key_id="key", key_secret="secret")
    client.configuration.auth_origin = upstream
    client.configuration.conversation_origin = url
    messages = client.conversation.messages

    def send(customer):
        identity = {"channel": "SMS", "identity": customer}
        return messages.send_text_message(app_id=APP, text="It arrives tomorrow: å €", recipient_identities=[identity])

    for region, sender, customer in COUNTRIES:
        # A first contact may come from a name, which cannot be answered.
        first = send(customer)
        path, headers, body = taken()
        assert first.message_id == "01EXAMPLEMESSAGE"
        assert path == "/v1/projects/project/messages:send", path
        assert headers["authorization"] == "Bearer token", headers
        assert json.loads(body)["channel_properties"] == {"SMS_SENDER": "SHOP"}, region

        told = callback(url, customer)
        path, headers, body = taken()
        assert (path, body) == ("/hooks/sinch", told), "the user's webhook got every byte"
        checked = client.conversation.sinch_events(SECRET)
        assert checked.validate_authentication_header(headers, body.decode()), "and can check the signature"

        send(customer)
        _, _, body = taken()
        properties = json.loads(body)["channel_properties"]
        assert properties == {"SMS_SENDER": sender}, f"{region}: {properties}"
        # By the contact that the callback told of.
        messages.send_text_message(app_id=APP, text="By contact", contact_id=f"contact-{customer}")
        _, _, body = taken()
        assert json.loads(body)["channel_properties"]["SMS_SENDER"] == sender, region

    try:
        send("5352123456")
        raise SystemExit("a refused country was sent to")
    except Exception as error:
        assert "422" in repr(error) or error.http_response.status_code == 422, repr(error)
    assert not Recorded.got
    print(f"{len(COUNTRIES)} customers were answered from their own countries")


main()
