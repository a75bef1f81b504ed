"""Secrets in text, and what must not be taken for one."""

from __future__ import annotations

import base64
import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubdesk.transfers.uploads.codes import Code
from hubdesk.transfers.uploads.secrets import MAX_FINDINGS, is_secret_file, is_text, secret_findings

# Put together here, so that nobody who looks for secrets finds any in this file.
MIXED = "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3fG5hJ7k"
HEX = "0f1e2d3c4b5a69788796a5b4c3d2e1f0" * 2
SECRETS = {
    "Hugging Face Token": "hf" + "_AbCdEfGhIjKlMnOpQrStUvWxYzaBcDeFgH",
    "Hugging Face Organization Token": "api" + "_org_AbCdEfGhIjKlMnOpQrStUvWxYzaBcDeFgH",
    "GitHub Token": "ghp" + "_" + MIXED[:36],
    "Anthropic Token": "sk" + "-ant-api03-" + MIXED,
    "Google API Key": "AIza" + MIXED[:35],
    "Private Key": "-----BEGIN OPENSSH " + "PRIVATE KEY-----",
    "AWS Access Key": "AKIA" + "Q3EGRIZ7WBN4TY6H",
    "Azure Storage Account access key": "AccountKey=" + (MIXED * 3)[:88],
    "Basic Auth Credentials": "https://minji:" + "hunter2hunter@db.local/x",
    "Cloudant Credentials": "cloudant_password = '" + HEX + "'",
    "GitLab Token": "glpat" + "-" + MIXED[:20],
    "IBM COS HMAC Credentials": "cos_secret_access_key = '" + HEX[:48] + "'",
    "JSON Web Token": ".".join(
        base64.urlsafe_b64encode(part).decode().rstrip("=")
        for part in (b'{"alg":"HS256","typ":"JWT"}', b'{"sub":"1234567890","name":"x"}', MIXED.encode())
    ),
    "Mailchimp Access Key": HEX[:32] + "-us12",
    "NPM tokens": "//registry.npmjs.org/:_authToken=" + "npm_" + MIXED[:36],
    "OpenAI Token": "sk-" + MIXED[:20] + "T3BlbkFJ" + MIXED[5:25],
    "PyPI Token": "pypi-AgEIcHlwaS5vcmc" + MIXED * 2,
    "SendGrid API Key": "SG." + MIXED[:22] + "." + (MIXED * 2)[:43],
    "Slack Token": "xoxb" + "-123456789012-" + "abcdef0123456789",
    "SoftLayer Credentials": "softlayer_api_key = '" + HEX + "'",
    "Square OAuth Secret": "sq0csp-" + (MIXED * 2)[:43],
    "Stripe Access Key": "sk_" + "live_" + MIXED[:24],
    "Telegram Bot Token": "123456789:" + "AA" + MIXED[:33],
    "Twilio API Key": "twilio: SK" + HEX[:32],
    "Artifactory Credentials": "key: AKC" + MIXED[:20],
}


@pytest.mark.parametrize("kind", SECRETS)
def test_finds(kind: str) -> None:
    text = f"first line\nsecond = 1\n{SECRETS[kind]}\nlast\n"
    found = secret_findings("notes.txt", text.encode())
    assert (kind, 3) in [(each.values[0], each.line) for each in found]
    assert all(each.code is Code.SECRET and each.path == "notes.txt" for each in found)
    assert SECRETS[kind][8:] not in repr(found)


def test_finds_passwords_in_code_only() -> None:
    code = b"db_password = 'g7Rk!w2Lq9zX'\n"
    assert [each.values for each in secret_findings("settings.py", code)] == [("Secret Keyword",)]
    assert secret_findings("story.txt", code) == []


@pytest.mark.parametrize(
    "text",
    [
        "set HF_TOKEN=hf_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "hf_hub_download(repo_id='a/b', filename='hf_transfer_and_hf_xet_are_not_tokens_at_all')",
        "https://user:password@example.com and https://host:8080/path@v1",
        "http://example.com/a:b@c",
        "aws_access_key_id = AKIA" + "IOSFODNN7EXAMPLE",
        "password = 'password'\napi_key = '<your key>'\nsecret = '${SECRET}'\ntoken: null",
        "api_key = os.environ['API_KEY']\npassword = getpass()\nsecret_key = config.secret_key",
        "the 3f2504e0-4f89-11d3-9a0c-0305e82c3301 id and d41d8cd98f00b204e9800998ecf8427e digest",
        '{"vocab": {"hf_": 1, "sk-": 2, "xox": 3, "eyJ": 4, "SG.": 5, "://": 6}}',
    ],
)
def test_leaves_alone(text: str) -> None:
    assert secret_findings("README.md", text.encode()) == []
    assert secret_findings("code.py", text.encode()) == []


def test_finds_in_one_long_line() -> None:
    text = '{"a": "' + "x" * 400_000 + '", "t": "' + SECRETS["Hugging Face Token"] + '", "b": "' + "y" * 400_000 + '"}'
    assert [(each.line, each.values) for each in secret_findings("a.json", text.encode())] == [
        (1, ("Hugging Face Token",))
    ]


def test_finds_in_utf_16() -> None:
    content = f"a\r\n{SECRETS['Hugging Face Token']}\r\n".encode("utf-16")
    assert is_text(content)
    assert [each.line for each in secret_findings("a.txt", content)] == [2]


def test_stops_when_enough_is_found() -> None:
    text = "".join(f"hf{'_'}{chr(65 + n % 26)}bCdEfGhIjKlMnOpQrStUvWxYzaBcDeFgH\n" for n in range(1_000))
    assert len(secret_findings("a.txt", text.encode())) == MAX_FINDINGS


@given(st.text(alphabet=string.ascii_letters + "\n .:/@_-='\"", max_size=400), st.integers(0, 400))
def test_a_token_is_found_wherever_it_stands(text: str, place: int) -> None:
    before, after = text[:place], text[place:]
    content = f"{before}\n{SECRETS['Hugging Face Token']} {after}"
    found = secret_findings("a.txt", content.encode())
    line = before.count("\n") + 2
    assert (line, ("Hugging Face Token",)) in [(each.line, each.values) for each in found]


@pytest.mark.parametrize(
    "text", ["://" * 1_600_000, "hf_" * 1_600_000, ("secret: '" + "secret" * 8 + "\n") * 80_000, "@:/" * 1_600_000]
)
def test_no_text_takes_long(text: str) -> None:
    started = time.process_time()
    secret_findings("a.py", text.encode())
    assert time.process_time() - started < 8


@pytest.mark.parametrize(
    ("path", "secret"),
    [
        (".env", True),
        ("a/.env.production", True),
        (".env.example", False),
        ("ID_RSA", True),
        ("id_rsa.pub", False),
        ("keys/server.pem", True),
        ("stored_tokens", True),
        ("x/.netrc", True),
        ("environment.yml", False),
        ("tokenizer.json", False),
    ],
)
def test_names(path: str, secret: bool) -> None:
    assert is_secret_file(path) is secret
