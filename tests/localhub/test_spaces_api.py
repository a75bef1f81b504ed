"""Spaces of the practice Hub: their runtime, settings and logs, with the unmodified library."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from helpers.hub_client import HubClient
from helpers.library import Library
from helpers.practice_hub import PracticeHub

HF = Path(sys.executable).with_name("hf")
SPACE = "minji/tram-times"
APP = "import gradio as gr\n\ndemo = gr.Interface(fn=str, inputs='text', outputs='text')\ndemo.launch()\n"


@pytest.fixture(scope="module")
def spaces_hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PracticeHub]:
    with PracticeHub(tmp_path_factory.mktemp("spaces-hub"), options=("--catalogue", "none")) as hub:
        yield hub


@pytest.fixture(scope="module")
def api(spaces_hub: PracticeHub, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library(spaces_hub, tmp_path_factory.mktemp("spaces-home")) as library:
        yield library


@pytest.fixture
def owner_client(spaces_hub: PracticeHub) -> HubClient:
    return HubClient(spaces_hub.url, spaces_hub.token)


@pytest.fixture
def space(api: Library) -> Iterator[str]:
    """A Space with a program; it may still be building."""
    api(f"api.create_repo('{SPACE}', repo_type='space', space_sdk='gradio')")
    upload(api, "app.py", APP)
    yield SPACE
    api(f"api.delete_repo('{SPACE}', repo_type='space', missing_ok=True)")


def upload(api: Library, path: str, text: str, repo: str = SPACE) -> None:
    where = f"path_in_repo='{path}', repo_id='{repo}', repo_type='space'"
    api(f"api.upload_file(path_or_fileobj={text.encode()!r}, {where})")


def wait(api: Library, repo: str = SPACE) -> str:
    return str(api(f"api.wait_for_space('{repo}', timeout=10, poll_interval=0.1).stage"))


def test_a_space_is_built_when_it_gets_a_program(api: Library) -> None:
    repo = "minji/grows"
    api(f"api.create_repo('{repo}', repo_type='space', space_sdk='gradio')")
    runtime = api(f"vars(api.get_space_runtime('{repo}'))")
    assert (runtime["stage"], runtime["hardware"], runtime["requested_hardware"]) == ("NO_APP_FILE", None, "cpu-basic")
    assert runtime["sleep_time"] == 172_800
    upload(api, "app.py", APP, repo)
    assert api(f"api.get_space_runtime('{repo}').stage") == "BUILDING"
    assert wait(api, repo) == "RUNNING"
    assert api(f"api.get_space_runtime('{repo}').hardware") == "cpu-basic"
    upload(api, "app.py", APP + "# again", repo)
    assert api(f"api.get_space_runtime('{repo}').stage") == "RUNNING_BUILDING"
    assert wait(api, repo) == "RUNNING"
    api(f"api.delete_repo('{repo}', repo_type='space')")
    assert api.failure(f"api.get_space_runtime('{repo}')").classes[0] == "RepositoryNotFoundError"


def test_pause_and_restart(api: Library, space: str) -> None:
    assert wait(api) == "RUNNING"
    assert api(f"api.pause_space('{space}').stage") == "PAUSED"
    upload(api, "app.py", APP + "# while it sleeps")
    assert api(f"api.space_info('{space}').runtime.stage") == "PAUSED"
    assert api(
        f"[s.runtime.stage for s in api.list_spaces(author='minji', expand=['runtime']) if s.id == '{space}']"
    ) == ["PAUSED"]
    assert api(f"api.restart_space('{space}').stage") == "BUILDING"
    assert wait(api) == "RUNNING"
    assert api(f"api.restart_space('{space}', factory_reboot=True).stage") == "BUILDING"
    failure = api.failure(f"api.wait_for_space('{space}', timeout=0)")
    assert failure.classes[0] == "TimeoutError"


def test_the_search_shows_the_same_stage(api: Library, space: str) -> None:
    assert wait(api) == "RUNNING"
    found = f"[s.runtime.stage for s in api.search_spaces('tram times') if s.id == '{space}']"
    assert api(found) == ["RUNNING"]
    api(f"api.pause_space('{space}')")
    assert api(found) == []
    assert api(found.replace("times')", "times', include_non_running=True)")) == ["PAUSED"]


@pytest.mark.parametrize(
    ("path", "text", "stage", "log"),
    [
        ("app.py", "def broken(:", "RUNTIME_ERROR", "SyntaxError"),
        ("app.py", "import os\nkey = os.environ['TRAM_KEY']", "RUNTIME_ERROR", "KeyError: 'TRAM_KEY'"),
        ("requirements.txt", "gradio\n!!!\n", "BUILD_ERROR", "Invalid requirement: '!!!' (from line 2"),
    ],
)
def test_programs_that_fail(api: Library, space: str, path: str, text: str, stage: str, log: str) -> None:
    upload(api, path, text)
    assert wait(api) == stage
    assert api(f"api.get_space_runtime('{space}').hardware") is None
    assert api(f"api.get_space_runtime('{space}').raw['errorMessage']")
    build = stage == "BUILD_ERROR"
    assert log in "".join(api(f"list(api.fetch_space_logs('{space}', build={build}))"))
    if "TRAM_KEY" in log:
        api(f"api.add_space_secret('{space}', 'TRAM_KEY', 'a value')")
        assert wait(api) == "RUNNING"


def test_the_spaces_to_learn_from(api: Library) -> None:
    stages = api("{s.id: s.runtime.stage for s in api.list_spaces(author='minji', expand=['runtime'])}")
    assert stages["minji/hangul-playground"] == "RUNNING"
    assert stages["minji/paused-space"] == "PAUSED"
    assert stages["minji/unbuildable-space"] == "BUILD_ERROR"
    repo = "minji/needs-a-secret"
    assert stages[repo] == "RUNTIME_ERROR"
    assert "KeyError: 'GREETING'" in "".join(api(f"list(api.fetch_space_logs('{repo}'))"))
    api(f"api.add_space_secret('{repo}', 'GREETING', 'Good evening')")
    assert wait(api, repo) == "RUNNING"
    api(f"api.delete_space_secret('{repo}', 'GREETING')")
    assert wait(api, repo) == "RUNTIME_ERROR"
    api("api.restart_space('minji/paused-space')")
    assert wait(api, "minji/paused-space") == "RUNNING"


def test_a_readme_without_configuration(api: Library, space: str) -> None:
    api(f"api.delete_file('README.md', '{space}', repo_type='space')")
    assert api(f"api.get_space_runtime('{space}').stage") == "CONFIG_ERROR"


def test_secrets_are_never_told(api: Library, space: str, spaces_hub: PracticeHub, owner_client: HubClient) -> None:
    api(f"api.add_space_secret('{space}', 'KEY', 'very-secret-value', description='For the trams')")
    api(f"api.add_space_secret('{space}', 'KEY', 'other-secret-value')")
    secrets = api(
        f"{{k: [v.description, v.updated_at is not None] for k, v in api.get_space_secrets('{space}').items()}}"
    )
    assert secrets == {"KEY": [None, True]}
    raw = owner_client.get(f"/api/spaces/{space}/secrets")
    assert set(raw.json["KEY"]) == {"description", "updatedAt"}
    assert "secret-value" not in json.dumps(spaces_hub.requests())
    stored = b"".join(path.read_bytes() for path in spaces_hub.data.iterdir() if path.is_file())
    assert b"secret-value" not in stored
    api(f"api.delete_space_secret('{space}', 'KEY')")
    api(f"api.delete_space_secret('{space}', 'KEY')")  # nothing left: nothing happens
    assert api(f"api.get_space_secrets('{space}')") == {}


def test_variables(api: Library, space: str) -> None:
    api(f"api.add_space_variable('{space}', 'STOP', 'City Hall')")
    variables = api(f"api.add_space_variable('{space}', 'STOP', '시청', description='Where')")
    assert list(variables) == ["STOP"]
    assert api(f"[[v.value, v.description] for v in api.get_space_variables('{space}').values()]") == [
        ["시청", "Where"]
    ]
    assert api.failure(f"api.add_space_secret('{space}', 'STOP', 'x')").status == 409
    assert api(f"api.delete_space_variable('{space}', 'STOP')") == {}
    assert api(f"api.delete_space_variable('{space}', 'STOP')") == {}


def test_hardware(api: Library, space: str) -> None:
    names = api("[h.name for h in api.list_spaces_hardware()]")
    assert {"cpu-basic", "zero-a10g", "t4-medium", "a100-large"} <= set(names)
    assert api("[h.unit_cost_usd for h in api.list_spaces_hardware() if h.name == 't4-small']") == [0.006667]
    paid = api.failure(f"api.request_space_hardware('{space}', 't4-medium')")
    assert (paid.classes[0], paid.status) == ("HfHubHTTPError", 402)
    assert api.failure(f"api.request_space_hardware('{space}', 'abacus')").classes[0] == "BadRequestError"
    assert api(f"api.request_space_hardware('{space}', 'cpu-basic').requested_hardware") == "cpu-basic"
    assert api(f"api.set_space_sleep_time('{space}', 60).sleep_time") == 172_800
    assert api("api.get_zero_gpu_quota().remaining") > 0
    assert api.failure("anonymous.get_zero_gpu_quota()").status == 401


def test_who_pays_gets_hardware_and_dev_mode(api: Library) -> None:
    repo = "hangul-lab/fast"
    assert api("{org['name']: org['canPay'] for org in api.whoami()['orgs']}") == {
        "hangul-lab": True,
        "open-models": False,
    }
    api(f"api.create_repo('{repo}', repo_type='space', space_sdk='docker')")
    upload(api, "Dockerfile", "FROM python:3.11\n", repo)
    runtime = api(f"vars(api.request_space_hardware('{repo}', 't4-medium', sleep_time=300))")
    assert (runtime["requested_hardware"], runtime["sleep_time"]) == ("t4-medium", 300)
    assert wait(api, repo) == "RUNNING"
    assert api(f"api.get_space_runtime('{repo}').hardware") == "t4-medium"
    assert api(f"api.set_space_sleep_time('{repo}', -1).sleep_time") is None
    assert api(f"api.enable_space_dev_mode('{repo}').dev_mode") is True
    assert api(f"api.disable_space_dev_mode('{repo}').dev_mode") is False
    api(f"api.delete_repo('{repo}', repo_type='space')")


def test_dev_mode_needs_a_subscription(api: Library, space: str) -> None:
    assert api.failure(f"api.enable_space_dev_mode('{space}')").status == 402
    assert api(f"api.disable_space_dev_mode('{space}').dev_mode") is False


def test_volumes(api: Library, space: str) -> None:
    volume = "__import__('huggingface_hub').Volume(type='model', source='minji/night-bus-llm', mount_path='/models')"
    api(f"api.set_space_volumes('{space}', [{volume}])")
    assert api(f"[vars(v) for v in api.get_space_runtime('{space}').volumes]") == [
        {"type": "model", "source": "minji/night-bus-llm", "mount_path": "/models", "revision": None,
         "read_only": True, "path": None}
    ]  # fmt: skip
    missing = volume.replace("night-bus-llm", "no-such")
    assert api.failure(f"api.set_space_volumes('{space}', [{missing}])").status == 404
    assert api.failure(f"api.set_space_volumes('{space}', [{volume}, {volume}])").status == 400
    api(f"api.delete_space_volumes('{space}')")
    assert api(f"api.get_space_runtime('{space}').volumes") is None
    assert api.failure(f"api.delete_space_volumes('{space}')").classes[0] == "BadRequestError"


def test_logs(api: Library, space: str) -> None:
    building = api(f"list(api.fetch_space_logs('{space}', build=True, follow=True))")  # ends with the build
    assert all(line.endswith("\n") for line in building)
    assert "Build Queued" in building[0]
    assert "Pushing image" in building[-2]
    assert wait(api) == "RUNNING"
    assert any("Running on local URL" in line for line in api(f"list(api.fetch_space_logs('{space}'))"))
    followed = api(f"list(__import__('itertools').islice(api.fetch_space_logs('{space}', follow=True), 4))")
    assert "200 OK" in followed[-1]
    api(f"api.pause_space('{space}')")
    assert "paused" in "".join(api(f"list(api.fetch_space_logs('{space}', follow=True))"))


def test_following_ends_when_the_client_leaves(api: Library, space: str, spaces_hub: PracticeHub) -> None:
    assert wait(api) == "RUNNING"
    spaces_hub.forget_requests()
    connection = http.client.HTTPConnection(urlsplit(spaces_hub.url).netloc, timeout=10)
    connection.request("GET", f"/api/spaces/{space}/logs/run", headers={"Authorization": f"Bearer {spaces_hub.token}"})
    response = connection.getresponse()
    assert response.headers["Content-Type"].startswith("text/event-stream")
    event = json.loads(response.readline().removeprefix(b"data: "))
    assert set(event) == {"data", "timestamp"}
    response.close()
    connection.close()
    while not (asked := [each for each in spaces_hub.requests() if "/logs/" in each["path"]]):
        api("1")  # the request is recorded when it has ended
    assert asked[0]["ms"] < 1000


@pytest.mark.parametrize(
    ("expression", "name", "status"),
    [
        ("api.get_space_runtime('minji/night-bus-llm')", "RepositoryNotFoundError", 404),  # a model
        ("reader.restart_space('minji/hangul-playground')", "HfHubHTTPError", 403),
        ("reader.pause_space('minji/hangul-playground')", "HfHubHTTPError", 403),
        ("reader.get_space_secrets('minji/hangul-playground')", "HfHubHTTPError", 403),
        ("reader.add_space_variable('minji/hangul-playground', 'A', 'b')", "HfHubHTTPError", 403),
        ("list(reader.fetch_space_logs('minji/hangul-playground'))", "HfHubHTTPError", 403),
        ("anonymous.restart_space('minji/hangul-playground')", "HfHubHTTPError", 401),
        ("api.add_space_secret('minji/hangul-playground', 'no name', 'x')", "BadRequestError", 400),
        ("api.set_space_sleep_time('minji/hangul-playground', 0)", "BadRequestError", 400),
    ],
)
def test_refusals(api: Library, expression: str, name: str, status: int) -> None:
    failure = api.failure(expression)
    assert (failure.classes[0], failure.status) == (name, status), failure


def test_static_spaces_have_nothing_to_start(api: Library) -> None:
    repo = "minji/only-files"
    api(f"api.create_repo('{repo}', repo_type='space', space_sdk='static')")
    upload(api, "index.html", "<h1>hello</h1>", repo)
    assert api(f"api.get_space_runtime('{repo}').stage") == "RUNNING"
    for step in ("restart_space", "pause_space", "enable_space_dev_mode"):
        assert api.failure(f"api.{step}('{repo}')").classes[0] == "BadRequestError"
    assert api(f"list(api.fetch_space_logs('{repo}'))") == []
    api(f"api.delete_repo('{repo}', repo_type='space')")


@pytest.mark.parametrize("body", [b"null", b"[]", b"3", b"{", b'{"key":7}', b'{"seconds":true}', b'{"flavor":[]}',
                                  b'{"volumes":[{"type":{}}]}', b'{"key":"\\ud800"}', b"[" * 100_000])  # fmt: skip
def test_strange_bodies_are_refused(owner_client: HubClient, body: bytes) -> None:
    for method, what in (("POST", "secrets"), ("DELETE", "variables"), ("POST", "sleeptime"), ("POST", "hardware"),
                         ("POST", "dev-mode"), ("PUT", "volumes")):  # fmt: skip
        assert owner_client.send(method, f"/api/spaces/minji/hangul-playground/{what}", body).status == 400


def test_new_spaces_begin_with_their_options(api: Library) -> None:
    repo = "minji/prepared"
    options = (
        "space_hardware='cpu-basic', space_secrets=[{'key': 'S', 'value': 'v'}], "
        "space_variables=[{'key': 'V', 'value': 'w', 'description': 'd'}]"
    )
    api(f"api.create_repo('{repo}', repo_type='space', space_sdk='gradio', {options})")
    assert list(api(f"api.get_space_secrets('{repo}')")) == ["S"]
    assert api(f"[v.value for v in api.get_space_variables('{repo}').values()]") == ["w"]
    copy = "minji/prepared-too"
    api(f"api.duplicate_repo('{repo}', '{copy}', repo_type='space', space_secrets=[{{'key': 'T', 'value': 'x'}}])")
    assert list(api(f"api.get_space_secrets('{copy}')")) == ["T"]  # secrets stay where they are
    assert list(api(f"api.get_space_variables('{copy}')")) == ["V"]
    paid = api.failure(
        "api.create_repo('minji/dear', repo_type='space', space_sdk='gradio', space_hardware='a100-large')"
    )
    assert paid.status == 402
    assert api("api.repo_exists('minji/dear', repo_type='space')") is False
    for each in (repo, copy):
        api(f"api.delete_repo('{each}', repo_type='space')")


def test_templates(api: Library) -> None:
    names = api("[t.name for t in api.list_space_templates()]")
    assert "Hello Gradio" in names
    repo = "minji/from-template"
    api(f"api.create_repo('{repo}', repo_type='space', space_template='Hello Gradio')")
    assert "app.py" in api(f"api.list_repo_files('{repo}', repo_type='space')")
    assert wait(api, repo) == "RUNNING"
    api(f"api.delete_repo('{repo}', repo_type='space')")


def test_the_command_line(api: Library, space: str) -> None:
    def hf(*arguments: str) -> str:
        done = subprocess.run(
            [HF, "spaces", *arguments, "--token", api.environment["OWNER_TOKEN"]],
            env=api.environment, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert "RUNNING" in hf("wait", space)
    assert space in hf("search", "tram")
