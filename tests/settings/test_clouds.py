"""Where a cloud answers, and as whom we sign in there."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.errors import ConfigurationError
from bot.settings import CloudSettings, Settings, load
from bot.settings.model import EndpointSettings


def cloud(region: str = "ap-southeast-3", **more: object) -> CloudSettings:
    given = {"region": region, "project_id": "0a1b", **more}
    return CloudSettings.model_validate(given)


def origins(settings: CloudSettings) -> dict[str, str]:
    return {
        "workspace": settings.workspace_origin,
        "appstream": settings.appstream_origin,
        "coc": settings.coc_origin,
        "iam": settings.iam_origin,
        "sts": settings.sts_origin,
    }


def test_every_service_is_found_by_its_region() -> None:
    assert origins(cloud("ap-southeast-3")) == {
        "workspace": "https://workspace.ap-southeast-3.myhuaweicloud.com",
        "appstream": "https://workspace.ap-southeast-3.myhuaweicloud.com",
        "coc": "https://coc-intl.myhuaweicloud.com",
        "iam": "https://iam.ap-southeast-3.myhuaweicloud.com",
        "sts": "https://sts.ap-southeast-3.myhuaweicloud.com",
    }


@pytest.mark.parametrize(
    ("region", "service"),
    [
        ("cn-north-9", "appstream"),
        ("cn-southwest-2", "appstream"),
        ("cn-north-4", "appstream"),
        ("cn-east-3", "appstream"),
        ("cn-south-1", "appstream"),
        ("cn-north-11", "workspace"),
        ("cn-east-5", "workspace"),
        ("la-south-2", "workspace"),
        ("me-east-1", "workspace"),
    ],
)
def test_app_streaming_has_a_host_of_its_own_in_five_regions(
    region: str, service: str
) -> None:
    expected = f"https://{service}.{region}.myhuaweicloud.com"

    assert cloud(region).appstream_origin == expected


@pytest.mark.parametrize(
    ("region", "host"),
    [
        ("cn-north-4", "coc.myhuaweicloud.com"),
        ("cn-east-3", "coc.myhuaweicloud.com"),
        ("eu-west-101", "coc-eu-west-101-open-api.myhuaweicloud.eu"),
        ("ap-southeast-1", "coc-intl.myhuaweicloud.com"),
        ("af-south-1", "coc-intl.myhuaweicloud.com"),
    ],
)
def test_coc_has_one_host_for_each_site(region: str, host: str) -> None:
    assert cloud(region).coc_origin == f"https://{host}"


@pytest.mark.parametrize("region", ["ap-southeast-3", "cn-north-4", "eu-west-101"])
def test_every_endpoint_may_be_set(region: str) -> None:
    named = {name: f"https://{name}.example" for name in origins(cloud())}

    settings = cloud(region, endpoints=EndpointSettings.model_validate(named))

    assert origins(settings) == named


SECRETS = {
    "aksk": ["access_key", "secret_key"],
    "password": ["username", "password", "domain"],
    "token": ["token"],
    "agency": [],
}
NEEDED = [(auth, key) for auth, keys in SECRETS.items() for key in keys]


@pytest.mark.parametrize(("auth", "key"), NEEDED)
def test_the_secret_that_is_missing_is_named(auth: str, key: str) -> None:
    given = {name: "x" for name in SECRETS[auth] if name != key}

    assert cloud(auth=auth, **given).missing_secret == key


@pytest.mark.parametrize("auth", SECRETS)
def test_with_all_its_secrets_nothing_is_missing(auth: str) -> None:
    assert cloud(auth=auth, **dict.fromkeys(SECRETS[auth], "x")).missing_secret == ""


@pytest.mark.parametrize(("auth", "key"), NEEDED)
def test_a_missing_secret_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, auth: str, key: str
) -> None:
    monkeypatch.chdir(tmp_path)
    prefix = "RUNWATCH_CLOUDS__PROD__"
    environ = {
        f"{prefix}{name.upper()}": "x" for name in SECRETS[auth] if name != key
    } | {
        f"{prefix}REGION": "ap-southeast-3",
        f"{prefix}PROJECT_ID": "0a1b",
        f"{prefix}AUTH": auth,
    }

    with pytest.raises(ConfigurationError) as caught:
        load(None, environ)

    variable = f"{prefix}{key.upper()}"
    assert str(caught.value) == (
        f"clouds.prod.{key}: is missing; set {variable} or {variable}_FILE"
    )


AK = {"auth": "aksk", "access_key": "AK", "secret_key": "SK"}
USER = {"auth": "password", "domain": "d", "username": "u", "password": "p"}
TOKEN = {"auth": "token", "token": "T"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (AK, AK | {"secret_key": "SK2", "security_token": "ST"}),
        (USER, USER | {"password": "p2"}),
        (TOKEN, TOKEN | {"username": "unused"}),
        ({"auth": "agency"}, {"auth": "agency", "access_key": "unused"}),
    ],
    ids=["key", "user", "token", "agency"],
)
def test_clouds_that_sign_in_as_the_same_share_a_credential(
    one: dict[str, str], other: dict[str, str]
) -> None:
    assert cloud(**one).credential == cloud("cn-north-4", **other).credential


def test_all_others_do_not() -> None:
    different = [
        AK,
        AK | {"access_key": "AK2"},
        USER,
        USER | {"domain": "d2"},
        USER | {"username": "u2"},
        USER | {"domain": "", "username": "du"},
        TOKEN,
        TOKEN | {"token": "AK"},
        {"auth": "agency"},
    ]

    assert len({cloud(**one).credential for one in different}) == len(different)


def test_a_credential_s_name_holds_no_secret() -> None:
    named = cloud(auth="token", token=SecretStr("hunter2-hunter2")).credential

    assert len(named) == 64
    assert "hunter2" not in named


def clouds(tmp_path: Path, **lab: str) -> Settings:
    """`prod` and `lab`, both as one user; `lab` differs as given."""
    prod = {"region": "ap-southeast-3", "project_id": "0a1b", **USER}
    tables = {"prod": prod, "lab": prod | lab}
    file = tmp_path / "runwatch.toml"
    lines = (
        line
        for name, table in tables.items()
        for line in (f"[clouds.{name}]", *(f'{k} = "{v}"' for k, v in table.items()))
    )
    file.write_text("\n".join(lines), encoding="utf-8")
    return load(file, {})


def test_one_user_has_one_password(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as caught:
        clouds(tmp_path, password="another-password")

    assert str(caught.value) == (
        "clouds.lab.password: is not that of clouds.prod, which signs in as the same"
    )


def test_one_access_key_has_one_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    prod = {f"RUNWATCH_CLOUDS__PROD__{key.upper()}": AK[key] for key in AK}
    lab = {f"RUNWATCH_CLOUDS__LAB__{key.upper()}": AK[key] for key in AK}
    both = {"REGION": "ap-southeast-3", "PROJECT_ID": "0a1b"}
    places = {
        f"RUNWATCH_CLOUDS__{name}__{key}": value
        for name in ("PROD", "LAB")
        for key, value in both.items()
    }
    differs = {"RUNWATCH_CLOUDS__LAB__SECRET_KEY": "SK2"}

    with pytest.raises(ConfigurationError, match=r"clouds\.\w+\.secret_key: is not"):
        load(None, prod | lab | places | differs)


@pytest.mark.parametrize(
    "lab",
    [
        {},
        {"project_id": "0a1c"},
        {"username": "u2", "password": "p2"},
        {"region": "cn-north-4", "password": "p2"},
        {"auth": "agency", "password": "unused"},
    ],
    ids=["same", "project", "user", "region", "unused"],
)
def test_clouds_that_do_not_contradict_each_other_are_taken(
    tmp_path: Path, lab: dict[str, str]
) -> None:
    assert set(clouds(tmp_path, **lab).clouds) == {"prod", "lab"}
