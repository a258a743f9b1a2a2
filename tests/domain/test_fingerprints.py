# ruff: noqa: RUF001 - Chinese has punctuation of its own
import re

import pytest

from bot.domain.fingerprints import fingerprint, normalised

SAME = {
    "a desktop": ("FIN-DESK-02 is off", "HR-LAP-114 is off"),
    "an address": ("no answer from 10.0.0.7:8443", "no answer from 2001:db8::17"),
    "a full name": ("cannot reach web-03", "cannot reach mirror.example.com"),
    "a UUID": (
        "job 3f1d2c4b-5a69-4788-96a7-b5c4d3e2f1a0 lost",
        "job 77AA01BC-1122-4E4E-8C9D-001122334455 lost",
    ),
    "an order": ("SCT2026011402150001f3a9 is gone", "SCT20260220110000017bc2 is gone"),
    "a duration": ("stopped after 300 s", "stopped after ten minutes"),
    "no duration": (
        "the agent did not answer",
        "the agent did not answer within 5 min",
    ),
    "a size": ("1.5 GB of 2 GB used", "97 % used"),
    "a time": ("failed at 2026-01-14T10:22:31Z", "failed at Jan 15, 2026 3:00 PM"),
    "a log's beginning": (
        "Jan 14 03:12:55 web-03 nginx[41]: cannot bind",
        "2026-01-15 03:12:55 db02 nginx[7]: cannot bind",
    ),
    "a count": ("1 session is open", "12 sessions are open"),
    "a line of a file": (
        'File "/opt/a.py", line 4: bad',
        'File "/opt/a.py", line 17: bad',
    ),
    "a person": ("user alice is locked", "user CORP\\bwong is locked"),
    "a mailbox": ("a@example.com was refused", "b.c@example.org was refused"),
    "a person's folder": (
        r"C:\Users\alice\AppData\run.log is locked",
        r"C:\Users\t.bauer\AppData\run.log is locked",
    ),
    "a person's file": (
        r"cannot open 'C:\Users\alice\Documents\Budget Q1.xlsx'",
        r"cannot open 'C:\Users\wei\Documents\notes.docx'",
    ),
    "a passing file": (r"C:\Temp\tmp8x2k1q is gone", r"C:\Temp\tmpq_zzoa is gone"),
    "a script's copy": ("agent7_run.ps1 failed", "agent12_run.ps1 failed"),
    "a version": ("agent 3.2.1 is too old", "agent 3.10.0-rc2 is too old"),
    "a place in memory": ("fault at 0x00007ff6a1b2c3d4", "fault at 0x00007ff9aa01bb10"),
    "a session in brackets": (
        "The agent is offline (session 4)",
        "The agent is offline",
    ),
    "case, spaces, full stop": ("Access  Denied.", " access denied"),
    "width and quotes": ("服务“A”失败：已停止", "服务'A'失败:已停止"),
    "Chinese numerals": ("重试三次后失败", "重试 12 次后失败"),
    "a Chinese duration": ("等待600秒后超时", "等待十分钟后超时"),
    "a desktop in Chinese": ("桌面FIN-DESK-02未运行", "桌面未运行"),
    "a Chinese date": ("备份于2026年1月14日失败", "备份于2026年2月2日 03时12分失败"),
    "secrets": ("login password=•••• refused", "login password=•••••• refused"),
}
OTHER = {
    "exit codes": ("The script exited with code 1", "The script exited with code 112"),
    "a signal": ("killed by signal 9", "killed by signal 15"),
    "HRESULTs": ("failed with 0x80070643", "failed with 0x80070005"),
    "Windows errors": ("[WinError 5] no", "[WinError 32] no"),
    "errno": ("[Errno 2] no", "[Errno 13] no"),
    "names of errno": ("npm ERR! code ECONNRESET", "npm ERR! code EACCES"),
    "HTTP statuses": ("HTTP 503 from https://a.example/1", "HTTP 401 from https://a.example/1"),
    "statuses and their phrases": ("502 Bad Gateway", "503 Service Unavailable"),
    "curl's": ("curl: (7) Failed to connect", "curl: (35) Failed to connect"),
    "Oracle's": ("ORA-01017: logon denied", "ORA-01019: logon denied"),
    "the sign": ("exit code 1", "exit code -1"),
    "not": ("the desktop is running", "the desktop is not running"),
    "modules": ("No module named 'pandas'", "No module named 'requests'"),
    "services": ("nginx.service failed", "redis.service failed"),
    "libraries": ("msvcp140.dll is missing", "vcruntime140.dll is missing"),
    "addresses' widths": ("an IPv4 gateway is missing", "an IPv6 gateway is missing"),
    "files": ("/etc/nginx/nginx.conf is missing", "/opt/app/config.yml is missing"),
    "Chinese codes": ("更新失败，错误代码 0x80070643", "更新失败，错误代码 0x800f0922"),
    "Chinese exit codes": ("脚本退出码：1", "脚本退出码：3"),
    "what Chinese says": ("连接被拒绝", "连接超时"),
}  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME.keys())
def test_what_varies_from_row_to_row_is_no_other_cause(one: str, other: str) -> None:
    assert fingerprint("WKS.1", one) == fingerprint("WKS.1", other)


@pytest.mark.parametrize(("one", "other"), OTHER.values(), ids=OTHER.keys())
def test_what_tells_causes_apart_stays(one: str, other: str) -> None:
    assert fingerprint("WKS.1", one) != fingerprint("WKS.1", other)


def test_the_code_is_part_of_the_cause() -> None:
    reason = "Operation conflict"

    ids = {fingerprint(code, reason) for code in ("", "WKS.00010032", "WKS.0407")}

    assert len(ids) == 3


@pytest.mark.parametrize("reason", ["", "  \n", "WKS.0407", "7f3a1c90-11", "..."])
def test_a_reason_that_tells_nothing_is_grouped_by_its_code(reason: str) -> None:
    assert fingerprint(" wks.0407", reason) == fingerprint("WKS.0407", "")


def test_the_code_in_a_reason_tells_nothing_new() -> None:
    said = fingerprint("WKS.0407", "[WKS.0407] Disks are being added")

    assert said == fingerprint("WKS.0407", "Disks are being added")


def test_an_id_is_short_and_stays_the_same_for_ever() -> None:
    found = fingerprint("WKS.00010110", "Desktop FIN-DESK-02 has no valid IP address.")

    assert found == "34b681f2d90ba26a"
    assert re.fullmatch(r"[a-z0-9]{16}", found)


@pytest.mark.parametrize(
    ("reason", "shown"),
    [
        (
            "The desktop agent of FIN-DESK-02 is offline (session 48213)",
            "the desktop agent of # is offline (session #)",
        ),
        (
            "dial tcp [fd00::a1]:6379: connect: connection refused",
            "dial tcp #: connect: connection refused",
        ),
        (
            r"PermissionError: [WinError 5] 'C:\Users\alice\AppData\Local\Temp\tmp8x2'",
            "permissionerror: [winerror 5] 'c:/users/#/appdata/local/temp/#'",
        ),
        (
            "用户“李娜”登录失败：密码错误（2026年1月14日）",
            "用户#登录失败:密码错误(#)",
        ),
        (
            "Reading package lists...\nE: Unable to locate package jq\nBye\n",
            "e: unable to locate package jq",
        ),
        ("Copying 1 of 4\nCopying 2 of 4\n\n", "copying # of #"),
        ("", ""),
    ],
)
def test_the_normalised_reason_shows_what_counts(reason: str, shown: str) -> None:
    assert normalised(reason) == shown
