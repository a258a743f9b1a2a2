"""Words that tell what varies in a reason from what is its cause, all in lower case."""


def _any_of(words: str) -> str:
    """The words as alternatives, the longest first: the first that fits is taken."""
    return "|".join(sorted(words.split(), key=len, reverse=True))


def _set_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


# What is counted, or measured, by the number before it.
UNITS = _any_of(
    """
    ns us µs ms s sec secs second seconds min mins minute minutes h hr hrs hour hours
    d day days week weeks month months year years
    b kb mb gb tb pb kib mib gib tib kbps mbps gbps byte bytes hz mhz ghz percent
    """
)
UNITS_ZH = _any_of(
    """
    毫秒 秒 秒钟 分 分钟 小时 时 点 天 日 号 周 月 个月 年 次 个 台 条 项 位 倍
    字节 块 行 名 张 份 套 人
    """
)
COUNTED_BY_WORD = _any_of(
    """
    two three four five six seven eight nine ten eleven twelve fifteen twenty thirty
    forty fifty sixty ninety
    """
)
ORDINALS = _any_of("first second third fourth fifth sixth seventh eighth ninth tenth")
REPEATED = _any_of("attempt try retry time step run pass round batch")
MONTHS = (
    r"(?:j(?:an(?:uary)?|une?|uly?)|feb(?:ruary)?|ma(?:r(?:ch)?|y)|a(?:pr(?:il)?|"
    r"ug(?:ust)?)|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
WEEKDAYS = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|thu(?:r(?:s(?:day)?)?)?|wed(?:nesday)?|"
    r"fri(?:day)?|s(?:at(?:urday)?|un(?:day)?))"
)

# A quoted name after one of these is the name of one of many.
ENTITIES = _set_of(
    """
    user username login account principal member owner profile mailbox recipient
    desktop host hostname server computer workstation machine vm instance node device
    printer client endpoint site session task job script pool volume disk snapshot image
    backup folder share file document thread container pod domain realm tenant project
    """
)
ENTITIES_ZH = (
    *(
        "用户",
        "用户名",
        "账号",
        "帐号",
        "账户",
        "桌面",
        "主机",
        "主机名",
        "服务器",
        "计算机",
    ),
    *(
        "电脑",
        "实例",
        "节点",
        "设备",
        "会话",
        "任务",
        "脚本",
        "桌面池",
        "磁盘",
        "云硬盘",
    ),
    *("快照", "镜像", "文件夹", "文件", "线程", "容器", "域", "项目"),
)
# Where the name stands bare, only these are followed by one: "user alice has no …".
NAMED = _any_of("user account desktop host server computer machine vm instance node")
NAMED_ZH = _any_of("用户 用户名 账号 帐号 账户 桌面 主机 服务器 计算机 实例 节点")
# What a Chinese name ends before, and what is no name.
VERBS_ZH = _any_of("已 未 没有 无法 不 正在 尚 仍 登录")
NOT_NAMES_ZH = _any_of(
    """
    密码 权限 账号 帐号 会话 配额 数据 组 名 桌面 配置 证书 登录 目录 策略 状态 列表 信息
    已 未 没有 无法 不 正在 尚 仍
    """
)
NOT_NAMES = _any_of(
    """
    account agent app application certificate client configuration connection control
    data database directory disk does environment experience file folder group has home
    id image input interface is key licence license list manager mode name network
    operating owner password policy pool profile protocol quota role service session
    setting settings setup side size software state status system token type was window
    that this which who it and or not no with in on at by for from to of the a an key
    error err code http exit
    """
)
VERBS = _any_of(
    """
    is was are has had have does did do cannot can could will would may must should
    failed not already denied isn't doesn't didn't couldn't can't lacks needs requires
    """
)

# A clause of such a word and a masked value tells which one, never why.
LABELS = _any_of(
    """
    session trace request requestid order batch correlation activity transaction
    operation pid tid process thread id uuid guid ref reference ticket attempt seq
    trace_id request_id user host desktop computer machine server instance device node
    client target line char column time timestamp date elapsed duration took at on of
    for after in from to with by since until within
    会话 追踪 请求 请求号 编号 耗时 用时 时间 主机 桌面 实例 用户 进程
    """
)

# A number right after one of these is a code, whatever follows it.
CODE_WORDS = _set_of(
    """
    code status statuscode errorcode exitcode returncode errorlevel errno hresult
    ntstatus signal sqlstate winerror event http http/1.0 http/1.1 http/2 http/2.0 rc ret
    """
)
CODE_PAIRS = frozenset({("return", "value"), ("exit", "value"), ("event", "id")})
CODE_WORDS_ZH = (
    *("退出码", "返回码", "返回值", "错误码", "错误代码", "错误号", "状态码", "代码"),
    *("退出代码", "退出状态", "信号", "事件", "事件id"),
)
# A number after one of these is a code unless things are counted by it.
FAILURES = _set_of("error err oserror exit exited exits returned returns")
ENDED = _set_of("failed ended quit finished terminated completed died")
FAILURES_ZH = ("错误", "返回", "退出")
JOINING = frozenset({"of", "was", "is", "with"})
HTTP_PHRASES = (
    r"(?:bad request|unauthori[sz]ed|payment required|forbidden|not found|method not|"
    r"not acceptable|proxy auth|request time|conflict|gone|payload too|too many|"
    r"internal server|not implemented|bad gateway|service (?:temporarily )?unavailable|"
    r"gateway time)"
)
# Families of codes that carry their number in their name.
CODE_SHAPES = (
    r"0x[0-9a-f]{1,8}|[a-z]{2,10}\.[0-9]{4,12}|"
    r"(?:ora|tns|pls|rman|sp2|msb|netsdk|aadsts|kb|cve-[0-9]{4}|event)-?[0-9]{3,8}|"
    r"(?:cs|nu|ca|ts|e)[0-9]{4,5}|hy[0-9]{3}"
)
# Digits in these are part of a word.
WORDS_WITH_DIGITS = _set_of(
    """
    x86 x64 x32 x86_64 x86-64 amd64 arm64 i386 i686 win32 win64 32-bit 64-bit 32bit
    64bit x64-based x86-based ipv4 ipv6 utf8 utf-8 utf16 utf-16 ucs-2 base64 md5 sha1
    sha-1 sha256 sha-256 sha512 aes128 aes256 int16 int32 int64 uint32 uint64 http2
    tls1.0 tls1.1 tls1.2 tls1.3 tlsv1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 sslv2 sslv3 oauth2
    ntlmv1 ntlmv2 smb1 smb2 smb3 smbv1 smbv2 smbv3 nfs3 nfs4 nfsv3 nfsv4 s3 ec2 k8s log4j
    log4j2 ext3 ext4 fat32 python2 python3 pip2 pip3 x509 x.509 pkcs12 h264 h265 7z 7-zip
    iso-8859-1 iso8859-1 gb2312 gb18030 big5 latin1 latin-1 cp936 cp1252 cp437 office365
    o365 m365 win7 win10 win11 kernel32 user32 ole32 advapi32 shell32 oleaut32 msvcp140
    vcruntime140 d3d9 d3d11 d3d12 system32 net35 net40 net48 sqlite3 boto3 urllib3
    psycopg2 jinja2
    """
)
PROTOCOLS = _set_of("http/1.0 http/1.1 http/2 http/2.0 http/3")
FILE_ENDINGS = _set_of("ps1 psm1 psd1 mp3 mp4 bz2 p12 7z h5")
LIBRARIES = _set_of("dll sys ocx")
DOMAIN_ENDINGS = _set_of(
    """
    com net org cn io edu gov info biz dev cloud app local localdomain lan internal
    intranet intra corp home arpa example test invalid localhost eu de uk fr es it nl
    jp sg hk tw us kr au ru br ca ch se ae sa za mx
    """
)
# A number after one of these is where something lies.
ADDRESSES = _set_of("at address addr base byte bytes offset ip sp pc stamp")
# Below the first vary the next name, below the second all that follows.
HOMES = frozenset({"users", "home", "documents and settings", "tmp", "temp"})
OWN_FOLDERS = _set_of("documents desktop downloads pictures onedrive profiles")

# Words between the words that matter.
FILLERS = _set_of(
    """
    a an the this that its it is are was were be been being am has have had of on in at
    by for to from with within and as please http
    """
)
# Lines that say what went wrong, among many that only say what was done.
TELLING = (
    r"error|fail|fatal|denied|refused|cannot|can't|could not|couldn't|unable|exception|"
    r"not found|no such|no space|timed out|timeout|invalid|abort|killed|reject|missing|"
    r"错误|失败|无法|拒绝|超时|不存在|不足|异常|没有|找不到|无效|终止"
)
