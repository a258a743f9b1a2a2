import re
from dataclasses import replace

import pytest

from bot.domain.causes import Cause
from bot.domain.executions import Execution, Named, Outcome
from bot.domain.outputs import Output
from bot.domain.redaction import MASK, Redacted, redact, redact_execution
from bot.domain.references import Reference, SourceName

JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJmaW4tZGVzay0wMiJ9.k3yVq1x0Zr8mTnUe"

# What was printed, with each secret between ⟦ and ⟧.
SECRETS = {
    "an assignment": "password=⟦hunter2⟧",
    "spaces around": "PASSWORD = ⟦hunter2⟧",
    "tabs around": "password\t=\t⟦hunter2⟧",
    "a colon": "Password: ⟦hunter2⟧",
    "an arrow": "password => ⟦'x y'⟧",
    "an ini file": "[db]\npasswd=⟦hunter2⟧\nport=5432",
    "an environment variable": "export TOKEN=⟦abc⟧ && run",
    "a name before": "DB_PASSWORD=⟦hunter2⟧",
    "a name after": "password_prod=⟦hunter2⟧",
    "a dotted name": "token.prod: ⟦abc⟧",
    "a number after": "password12=⟦hunter2⟧",
    "powershell": "$env:API_KEY=⟦'a b'⟧",
    "double quotes": 'secret = ⟦"a b"⟧ # x',
    "a quote with another inside": 'secret=⟦"it\'s"⟧',
    "json": '{"password": ⟦"a b"⟧, "port": 1}',
    "json in one go": '{"token":⟦"abc"⟧}',
    "yaml": "client_secret: ⟦abc⟧\nport: 1",
    "chinese": "密码：⟦abc⟧",
    "chinese with a plain colon": "口令: ⟦abc⟧ 密钥=⟦def⟧ 令牌:⟦ghi⟧",
    "a query string": "GET /x?token=⟦abc⟧&ring=2",
    "a connection string": "Server=h;User Id=u;Password=⟦p⟧;Pooling=true",
    "a storage account": "AccountName=a;AccountKey=⟦ab+/==⟧;Suffix=x",
    "a camel case key": "SharedAccessKey=⟦abc⟧",
    "a header with a key": "x-api-key: ⟦abc⟧",
    "the cloud's token": "X-Auth-Token: ⟦MIIabc⟧",
    "aws": "aws_secret_access_key = ⟦wJalrXUtnFEMI/K7MDENG⟧",
    "passphrase": "passphrase: ⟦abc⟧",
    "credentials": "credential=⟦a⟧ credentials=⟦b⟧",
    "an option": "run --password ⟦hunter2⟧ --verbose",
    "an option with one dash": "run -pwd ⟦hunter2⟧",
    "a windows option": "run /password ⟦hunter2⟧",
    "a quoted option": "run --token  ⟦'a b'⟧",
    "an option with an equals sign": "run --token=⟦abc⟧",
    "a bearer": f"Authorization: Bearer ⟦{JWT}⟧",
    "a short bearer": "Authorization: Bearer ⟦abc123⟧",
    "basic": "authorization: basic ⟦dXNlcjpwYXNz⟧",
    "another scheme": "Authorization: ⟦SharedKey⟧",
    "curl": "curl -H 'Authorization: Bearer ⟦abcdefgh1234⟧' x",
    "an address": "https://depot:⟦Pa55w0rd⟧@depot.example/patches",
    "an address without a user": "redis://:⟦pw⟧@cache:6379",
    "an address with a colon": "postgres://u:⟦a:b⟧@h/db",
    "an address with an at sign": "https://u:⟦p@ss⟧@h/db",
    "a jdbc address": "jdbc:mysql://u:⟦p⟧@h",
    "an xml element": "<password>⟦x y⟧</password>",
    "curl's user": "curl -u me:⟦pw⟧ https://h",
    "a secure string": "ConvertTo-SecureString ⟦'P@ss w'⟧ -AsPlainText",
    "a secure string by name": 'ConvertTo-SecureString -String ⟦"P@ss"⟧',
    "json in json": r"{\"password\": ⟦\"a b\"⟧, \"port\": 1}",
    "a mail address as a user": "https://bob@corp.example:⟦pw⟧@h",
    "grep's colours": "\x1b[01;31m\x1b[Kpassword\x1b[m\x1b[K=⟦hunter2⟧",
    "a short name": "DB_PASS=⟦x⟧ sig=⟦y⟧",
    "an aws signature": "X-Amz-Signature=⟦0a1b⟧&X-Amz-Date=1",
    "a cookie": "Set-Cookie: ⟦sid=abc; Path=/⟧",
    "curl in one go": "curl -ubob:⟦pw⟧ https://h",
    "curl with quotes": "curl --user 'bob:⟦pw⟧' https://h",
    "a webhook": "⟦hooks.slack.com/services/T000/B000/abcdefghijkl⟧",
    "other keys": "⟦sk_live_abcdefghij12⟧ ⟦npm_abcdefghij12⟧ ⟦hvs.abcdefghij12⟧",
    "sshpass": "sshpass -p ⟦hunter22⟧ ssh h",
    "mysql": "mysql -u root -p⟦hunter22⟧ db",
    "a windows share": r"net use \\h\s /user:dom\bob ⟦Passw0rd!⟧",
    "a password that begins like a word": "password: ⟦nothing1⟧",
    "an access key": "using ⟦AKIAIOSFODNN7EXAMPLE⟧.",
    "a temporary access key": "using ⟦ASIAIOSFODNN7EXAMPLE⟧",
    "a bare JWT": f"got ⟦{JWT}⟧ back",
    "github": "⟦ghp_abcdefghijklmnop1234567890⟧",
    "github, new": "⟦github_pat_11ABCDEFG_abcdefgh⟧",
    "gitlab": "⟦glpat-abcdefghij1234567890⟧",
    "slack": "⟦xoxb-123456789012-abcdefgh⟧ ⟦xapp-1-A0123-456-abc⟧",
    "two in one line": "user=a password=⟦b⟧ token=⟦c⟧",
    "a long value": f"token=⟦{'x' * 4_096}⟧",
    "a longer value": f"token=⟦{'x' * 10_000}⟧",
    "a long quoted value": f"token=⟦{chr(34)}{'x ' * 5_000}{chr(34)}⟧",
    "an escaped quote": r'{"password": ⟦"a\"b"⟧}',
    "a quote that never closes": "password=⟦'hunter2⟧",
    "control characters": "password=⟦\x00\u202ehunter2⟧",
}


@pytest.mark.parametrize("marked", SECRETS.values(), ids=SECRETS.keys())
def test_a_secret_is_hidden_and_the_rest_stays(marked: str) -> None:
    text = marked.replace("⟦", "").replace("⟧", "")
    expected, secrets = re.subn("⟦[^⟧]*⟧", MASK, marked)

    redacted = redact(text)

    assert redacted == Redacted(expected, secrets)


@pytest.mark.parametrize(
    "text",
    [
        "\x1b[36mpassword\x1b[0m=hunter2",
        "\x1b[32;1mPassword : \x1b[0mhunter2",
        '\x1b[34;1m"token"\x1b[0m\x1b[39m:\x1b[0m \x1b[32m"hunter2"\x1b[0m',
    ],
    ids=["a coloured name", "powershell's list", "jq's json"],
)
def test_colours_do_not_show_a_secret(text: str) -> None:
    redacted = redact(text)

    assert "hunter2" not in redacted.text
    assert redacted.hidden == 1


KEYS = {
    "rsa": ("RSA ", "\nMIIEabc+/=\nxyz\n"),
    "pkcs8": ("", "\r\nMIIEabc\r\n"),
    "openssh": ("OPENSSH ", "\nb3BlbnNzaC1rZXk=\n"),
    "encrypted": ("RSA ", "\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,A\n\nMII\n"),
    "on one line": ("EC ", "MIIEabc"),
    "with a prefix on each line": ("RSA ", "\n[19:01] MIIEabc\n[19:01] "),
    "with escaped line ends": ("", r"\nMIIEabc\nxyz\n"),
    "of 16,000 characters": ("", "A" * 16_000),
    "of 100,000 characters": ("", "A" * 100_000),
}


@pytest.mark.parametrize(("kind", "body"), KEYS.values(), ids=KEYS.keys())
def test_a_private_key_is_hidden(kind: str, body: str) -> None:
    begin, end = (
        f"-----BEGIN {kind}PRIVATE KEY-----",
        f"-----END {kind}PRIVATE KEY-----",
    )

    redacted = redact(f"a {begin}{body}{end} b")

    assert redacted == Redacted(f"a {begin}{MASK}{end} b", 1)


@pytest.mark.parametrize("length", [100, 20_000])
def test_a_private_key_that_was_cut_off_is_hidden(length: int) -> None:
    begin = "-----BEGIN PRIVATE KEY-----"

    redacted = redact(f"{begin}\n{'A' * length}")

    assert redacted == Redacted(f"{begin}{MASK}", 1)


def test_a_private_key_in_json_is_hidden() -> None:
    begin, end = "-----BEGIN PRIVATE KEY-----", "-----END PRIVATE KEY-----"

    redacted = redact(rf'{{"private_key": "{begin}\nMIIEabc\n{end}\n", "port": 1}}')

    assert "MIIE" not in redacted.text
    assert redacted.text.endswith(', "port": 1}')
    assert redacted.hidden == 1


@pytest.mark.parametrize("scheme", ["Token", "ApiKey", "token", "SharedKey account:"])
def test_a_header_of_another_scheme_shows_nothing(scheme: str) -> None:
    redacted = redact(f"> Authorization: {scheme} hunter2hunter2\nexit 1")

    assert "hunter2" not in redacted.text
    assert redacted.text.endswith("\nexit 1")
    assert redacted.hidden == 1


def test_two_private_keys_are_counted() -> None:
    key = "-----BEGIN PRIVATE KEY-----\nMII\n-----END PRIVATE KEY-----\n"

    redacted = redact(key * 2)

    assert redacted.hidden == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "exit 0",
        "the password was changed",
        "Password expired, ask the help desk",
        "password policy is complex",
        "password:",
        'password=""',
        "token: ''",
        'Write-Host "Enter your password:"',
        'read -p "Password: " answer',
        "password:\nnext line",
        "password = ",
        "tokens: 12, secrets: 3",
        "Token count: 5",
        "passwordless=true",
        "monkey=banana",
        "key=value",
        "keyboard: us",
        "primary key: id",
        "public key: ssh-rsa AAAA",
        "AKIA is how they begin",
        "eyJ is no token",
        "12:30:45 started",
        "token: expired",
        "Secret key: missing.",
        "password: is too short",
        "pwd: /home/user",
        "PWD=/opt/app",
        "https://wsus.fin.example:8531/path",
        "https://host:8080/users/a@b.example",
        "mail ops@fin.example",
        "C:\\Users\\secret\\token.txt",
        "-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----",
        "-----BEGIN PUBLIC KEY-----\nMIIE\n-----END PUBLIC KEY-----",
        "run --token-file --verbose",
        "run --password --verbose",
        "bearer tokens expire",
        "Basic authentication is disabled",
        "basic settings applied",
        "Negotiate authentication failed",
        "KB5034441 0a1b2c3d4e5f60718293a4b5c6d7e8f9",
        "fingerprint SHA256:0a1b2c3d4e5f60718293a4b5c6d7e8f9",
        f"password={MASK}",
        f"Authorization: Bearer {MASK}",
        f"run --password {MASK}",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    redacted = redact(text)

    assert redacted == Redacted(text, 0)


def test_names_are_redacted_too() -> None:
    execution = replace(
        failed(Cause(), ""), script=Named("s1", "run --password hunter2")
    )

    redacted = redact_execution(execution)

    expected = replace(execution, script=Named("s1", f"run --password {MASK}"))
    assert redacted == (expected, 1)


def failed(cause: Cause, output: str) -> Execution:
    return Execution(
        reference=Reference("prod", SourceName.SCRIPT, ("a1",)),
        outcome=Outcome.FAILED,
        raw_status="FAILED",
        script=Named("s1", "Patch check"),
        target=Named("d1", "FIN-DESK-02"),
        cause=cause,
        output=Output(output),
    )


def test_reason_and_output_of_an_execution_are_redacted() -> None:
    execution = failed(
        Cause("WKS.1", "login with password=a"), "token=b\nAuthorization: c\nexit 1"
    )

    redacted = redact_execution(execution)

    clean = failed(
        Cause("WKS.1", f"login with password={MASK}"),
        f"token={MASK}\nAuthorization: {MASK}\nexit 1",
    )
    assert redacted == (clean, 3)


def test_an_execution_without_secrets_stays_as_it_is() -> None:
    execution = failed(Cause("WKS.1", "no password given"), "exit 1")

    redacted = redact_execution(execution)

    assert redacted == (execution, 0)
