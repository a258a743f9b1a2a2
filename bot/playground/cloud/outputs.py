"""What the scripts of the believable world print."""

# None of these opens anything; they look as secrets in real outputs look.
SECRETS = (
    "wsus-7f3c91e0b2d84a55",
    "Pa55w0rd-Depot",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJmaW4tZGVzay0wMiJ9.k3yVq1x0Zr8mTnUe",
)
_TOKEN, _PASSWORD, _BEARER = SECRETS

PATCH_SUCCESS = "Checking KB5034441... present\nPatch level is current.\nexit 0"

PATCH_FAILURE = f"""\
PS C:\\ProgramData\\Runbooks> .\\patch-check.ps1 -Ring 2 -Verbose
VERBOSE: Host FIN-DESK-02, Windows 10 Enterprise 22H2, build 19045.3930
VERBOSE: PowerShell 5.1.19041.3930, culture en-SG, elevated
[19:10:37] Loading module PSWindowsUpdate 2.2.1.4
[19:10:38] Loading module Runbook.Common 4.0.2
[19:10:38] Policy: ring 2, defer 7 days, reboot window 02:00-04:00
[19:10:39] Registering with WSUS https://wsus.fin.example:8531
[19:10:39] GET /ClientWebService/client.asmx?ring=2&token={_TOKEN}
[19:10:40] WSUS answered 200 in 412 ms, 7 updates applicable
[19:10:40]   KB5034441  Security update for WinRE             72.1 MB
[19:10:40]   KB5034763  Cumulative update 2024-02            684.9 MB
[19:10:40]   KB5034685  Servicing stack 19045.4026            14.3 MB
[19:10:40]   KB5034466  .NET Framework 3.5 and 4.8.1          67.8 MB
[19:10:40]   KB890830   Malicious Software Removal Tool       72.4 MB
[19:10:40]   KB2267602  Defender definitions 1.405.702.0     138.0 MB
[19:10:40]   KB4023057  Update Health Tools                    1.6 MB
[19:10:41] Free space on C: 11.2 GB, needed 3.4 GB: ok
[19:10:41] Pending reboot: no
[19:10:42] Depot: https://depot:{_PASSWORD}@depot.fin.example/patches/2024-02
[19:10:43] Download KB5034685 ... 14.3 MB, sha256 ok
[19:10:44] Download KB5034441 ... 72.1 MB, sha256 ok
[19:10:47] Download KB5034466 ... 67.8 MB, sha256 ok
[19:10:49] Download KB890830  ... 72.4 MB, sha256 ok
[19:10:58] Download KB5034763 ... 684.9 MB, sha256 ok
[19:10:59] Notify https://inventory.fin.example/v1/desktops/FIN-DESK-02
[19:10:59]   > PUT /v1/desktops/FIN-DESK-02 HTTP/1.1
[19:10:59]   > Authorization: Bearer {_BEARER}
[19:10:59]   < HTTP/1.1 204 No Content
[19:11:00] Install KB5034685 ... done, no reboot needed
[19:11:09] Install KB2267602 ... done, no reboot needed
[19:11:14] Install KB890830  ... done, no reboot needed
[19:11:31] Install KB5034466 ... done, reboot needed
[19:11:32] Install KB5034441 ...
[19:11:32]   DISM 10.0.19041.3636
[19:11:33]   Mounting recovery image \\\\?\\GLOBALROOT\\device\\harddisk0\\partition4
[19:11:35]   WinRE location: partition 4, size 505 MB, free 83 MB
[19:11:35]   Required on the recovery partition: 250 MB
[19:11:36]   WARNING: The recovery partition is too small for the new image
[19:11:37]   Retry 1 of 3 in 5 s
[19:11:42]   Mounting recovery image: 0x80070643
[19:11:42]   Retry 2 of 3 in 5 s
[19:11:47]   Mounting recovery image: 0x80070643
[19:11:47]   Retry 3 of 3 in 5 s
[19:11:52]   Mounting recovery image: 0x80070643
[19:11:53] ERROR: KB5034441 failed: 0x80070643 ERROR_INSTALL_FAILURE
[19:11:53] Skipping KB5034763: it needs KB5034441
[19:11:54] Rolling back KB5034441 ... done
[19:11:55] Writing C:\\Windows\\Logs\\Runbooks\\patch-check-20260114.log
Install-Update : The update could not be installed (0x80070643)
At C:\\ProgramData\\Runbooks\\lib\\Update.psm1:214 char:9
+         Install-Update -KB $kb -Source $depot -ErrorAction Stop
+         ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
    + CategoryInfo          : OperationStopped: (KB5034441:String) [Install-Update]
    + FullyQualifiedErrorId : UpdateInstallFailure,Install-Update
    at Runbook.Common.Update.Install(String kb, Uri source) line 214
    at Runbook.Common.Ring.Apply(Ring ring) line 88
    at Runbook.PatchCheck.Main(String[] args) line 41
    at <ScriptBlock>, C:\\ProgramData\\Runbooks\\patch-check.ps1: line 17
[19:12:00] Summary: 4 installed, 1 failed, 1 skipped, 1 not needed
[19:12:01] Reboot needed: yes, in the window 02:00-04:00
exit 1
"""

HOSTILE_OUTPUT = (
    "<!channel> wake up\n"
    "<@U0OPERATOR1> <https://evil.example|click> *bold* _italic_ ~struck~\n"
    "```\nnot code any more\n```\n"
    "@here @everyone & &lt;b&gt; </pre><script>alert(1)</script>\n"
    "\u202etxt.exe\u202c \u2066isolated\u2069 \x1b[31mred\x1b[0m bell\x07 null\x00\r\n"
)

CHINESE_OUTPUT = """\
正在检查补丁 KB5034441
下载完成 72.1 MB
错误 0x80070643: 恢复分区空间不足
脚本退出代码 1
"""

# Secrets in places other than a script's output.
COMMAND_SECRET = "inv-3fd81c77e0a94b26"  # noqa: S105  opens nothing
PARAMETER_SECRET = "Tr0ub4dor-Backup-77"  # noqa: S105  opens nothing
LOG_SECRET = "AKIA7EXAMPLE-s3-c0ffee4242"  # noqa: S105  opens nothing

COMMAND = (
    'curl -fsS -X PUT -H "X-Host: $(hostname)" '
    f"https://inventory.render.example/v1/hosts --data token={COMMAND_SECRET}"
)

CLEANUP_OUTPUT = "Temp: 1.9 GB, recycle bin: 0.4 GB, update cache: 3.1 GB\nexit 0"
JOIN_OUTPUT = "Joined the domain fin.example. A restart is needed.\nexit 0"
COMMAND_OUTPUT = '{"host":"registered","ttl":86400}'

DISK_CLEAN_LOG = "cleaned 1.2G"
DISK_CLEAN_DENIED = "rm: cannot remove '/var/log/audit': Permission denied"
KERNEL_LOG = "kernel-5.10.0-216.el8 installed, reboot pending"
TIME_LOG = "System time is 0.000214 seconds fast of NTP time, leap status normal"
TLS_LOG = "nginx: configuration file /etc/nginx/nginx.conf test is successful"
BASELINE_LOG = "baseline 4.2: 118 checks, 118 passed"
BASELINE_FAILED = """\
baseline 4.2: 118 checks, 2 failed
FAIL 5.2.10 sshd_config: PermitRootLogin is yes
FAIL 6.1.3 /etc/shadow-: mode is 0640
exit status 2"""
BACKUP_DONE = "backup complete: /srv/app, 1.4G in 27 s"
BACKUP_LOG = f"""\
[01:12:04] + tar -czf /backup/app.tgz /srv/app
[01:12:31] tar: /srv/app/cache: file changed as we read it
[01:12:31] + curl -u backup:{LOG_SECRET} -T /backup/app.tgz https://store.example/app
[01:12:36] curl: (28) Connection timed out after 5001 milliseconds
[01:12:36] exit status 28"""

DISK_SCAN = "\n".join(
    [
        "PS C:\\ProgramData\\Runbooks> .\\disk-cleanup.ps1 -Verbose",
        *(
            f"[02:{n // 60 % 60:02d}:{n % 60:02d}] C:\\Users\\Public\\Cache\\{n:04d}.tmp "
            f"{n * 37 % 4_096} KB kept"
            for n in range(1, 1_101)
        ),
        "ERROR: step 1100 failed: 0x80070070 There is not enough space on the disk",
        "exit 1",
    ]
)
